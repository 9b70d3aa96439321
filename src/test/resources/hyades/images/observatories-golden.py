#!/usr/bin/python3
"""Made observatories-golden.csv, once, with astropy 5.2.1 (wcslib 7.12; Debian 12: python3-astropy):
/usr/bin/python3 observatories-golden.py >observatories-golden.csv

Where all_pix2world has two pixels of the images of the files in observatories.txt that are not to be blank.
"""
import os
import warnings

from astropy.io.fits import Header
from astropy.wcs import WCS

warnings.simplefilter("ignore")


def value(text):
    if text.startswith("'"):
        return text[1:-1]
    return text == "T" if text in ("T", "F") else int(text) if text.lstrip("-").isdigit() else float(text)


def files():
    """Names, and of each image its HDU and header; none of those that are blank."""
    here = os.path.dirname(os.path.abspath(__file__))
    found = []
    with open(os.path.join(here, "observatories.txt"), encoding="utf-8") as f:
        for line in (line.strip() for line in f):
            word, _, rest = line.partition(" ")
            if word == "file":
                found.append([rest, [], False])
            elif word == "blank":
                found[-1][2] = True
            elif word == "hdu":
                header = Header()
                for key, number in (("NAXIS", 2), ("NAXIS1", 12), ("NAXIS2", 10)):
                    header[key] = number
                found[-1][1].append((rest.split()[2], header))
            elif "=" in line and not line.startswith("#"):
                key, _, text = line.partition("=")
                found[-1][1][-1][1][key] = value(text)
    return found


print("file,hdu,x,y,longitude,latitude")
for name, hdus, is_blank in files():
    for hdu, (kind, header) in enumerate(hdus):
        if is_blank or kind not in ("image", "packed") or "CTYPE1" not in header:
            continue
        wcs = WCS(header)
        for x, y in ((2, 1), (7, 5)):
            sky = wcs.all_pix2world([[x, y] + [0] * (wcs.naxis - 2)], 0)[0]
            print(name, hdu, x, y, repr(float(sky[wcs.wcs.lng])), repr(float(sky[wcs.wcs.lat])), sep=",")
