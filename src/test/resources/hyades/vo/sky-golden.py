#!/usr/bin/python3
"""Made sky-golden.csv, once, with astropy 5.2.1 (wcslib 7.12; Debian 12: python3-astropy): /usr/bin/python3 sky-golden.py

Random points around random centres, at all distances and beside the poles. tan: the centre, the point, and where the
gnomonic projection has it [deg], by a WCS whose CDELT is 1, so that the first coordinate grows to the east. separation:
two points and their angle. galactic: longitude and latitude, and the point in the ICRS.
"""
import random

from astropy import units as u
from astropy.coordinates import SkyCoord
from astropy.wcs import WCS

random.seed(20022)


def centre():
    return random.uniform(0, 360), random.choice([random.uniform(-90, 90), 89.9999, -89.97, 90, -90, 0])


def near(ra, dec, most):
    angle = most * 10 ** random.uniform(-6, 0)
    point = SkyCoord(ra, dec, unit="deg").directional_offset_by(random.uniform(0, 360) * u.deg, angle * u.deg)
    return point.ra.deg % 360, point.dec.deg


with open("sky-golden.csv", "w") as f:
    f.write("kind,a,b,c,d,x,y\n")
    for _ in range(60):
        ra, dec = centre()
        point = near(ra, dec, 80)
        wcs = WCS(naxis=2)
        wcs.wcs.ctype = ["RA---TAN", "DEC--TAN"]
        wcs.wcs.crval = [ra, dec]
        wcs.wcs.crpix = [0, 0]
        wcs.wcs.cdelt = [1, 1]
        wcs.wcs.lonpole = 180
        x, y = wcs.wcs_world2pix([point], 0)[0]
        f.write(f"tan,{ra!r},{dec!r},{point[0]!r},{point[1]!r},{x + 1!r},{y + 1!r}\n")
    for _ in range(40):
        ra, dec = centre()
        point = near(ra, dec, 180)
        angle = SkyCoord(ra, dec, unit="deg").separation(SkyCoord(*point, unit="deg")).deg
        f.write(f"separation,{ra!r},{dec!r},{point[0]!r},{point[1]!r},{float(angle)!r},0\n")
    for _ in range(20):
        lon, lat = centre()
        icrs = SkyCoord(lon, lat, unit="deg", frame="galactic").icrs
        f.write(f"galactic,{lon!r},{lat!r},0,0,{float(icrs.ra.deg)!r},{float(icrs.dec.deg)!r}\n")
