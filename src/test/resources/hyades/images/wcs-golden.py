#!/usr/bin/python3
"""Made wcs-golden.csv, once, with astropy 5.2.1 (Debian 12: python3-astropy): /usr/bin/python3 wcs-golden.py"""
from astropy.io.fits import Header
from astropy.wcs import WCS

BASE = dict(CRVAL1=201.3, CRVAL2=-43.02, CRPIX1=12.5, CRPIX2=10.25)
CASES = {
    "cd": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CD1_1=-0.01, CD1_2=0.002, CD2_1=0.0015, CD2_2=0.011),
    "some cd": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CD1_2=0.002, CD2_1=0.0015),
    "pc": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CDELT1=-0.01, CDELT2=0.011, PC1_1=0.8, PC1_2=-0.6, PC2_1=0.6, PC2_2=0.8),
    "some pc": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CDELT1=-0.01, CDELT2=0.011, PC1_2=-0.6),
    "crota": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CDELT1=-0.01, CDELT2=0.02, CROTA2=33.0),
    "cdelt": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CDELT1=-0.01, CDELT2=0.01),
    "sin": dict(CTYPE1="RA---SIN", CTYPE2="DEC--SIN", CDELT1=-0.5, CDELT2=0.5),
    "sin crota": dict(CTYPE1="RA---SIN", CTYPE2="DEC--SIN", CDELT1=-0.5, CDELT2=0.5, CROTA2=-70.0),
    "pole": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CDELT1=-0.1, CDELT2=0.1, CRVAL2=89.9),
    "zero": dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CDELT1=-0.1, CDELT2=0.1, CRVAL1=0.05),
}
with open("wcs-golden.csv", "w") as f:
    f.write("case,cards,x,y,ra,dec\n")
    for name, keys in CASES.items():
        keys = BASE | keys
        w = WCS(Header(list(keys.items())))
        cards = ";".join(f"{k}={v!r}" for k, v in keys.items())
        for x, y in ((0, 0), (23, 5), (11.5, 9.25), (7, 40)):
            ra, dec = w.wcs_pix2world(x, y, 0)
            f.write(f'{name},"{cards}",{x},{y},{float(ra)!r},{float(dec)!r}\n')
