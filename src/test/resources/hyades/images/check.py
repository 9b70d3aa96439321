#!/usr/bin/python3
"""Checks filtered files against their inputs with astropy and scipy, as fitsverify would: check.py WINDOW INPUT OUTPUT [INPUT OUTPUT...]

Of each pair one line: `ok`, what is wrong, or `unreadable` where astropy cannot read the input. The output gives no warning that the input does not give, conforms, its checksums hold, no
card is lost but those that described the pixels, HDUs without an image are the same, and each image is the input minus its median.
"""
import re
import sys
import warnings

import numpy as np
from astropy.io import fits
from scipy.ndimage import median_filter

FORM = {"BITPIX", "BSCALE", "BZERO", "BLANK", "DATAMIN", "DATAMAX", "CHECKSUM", "DATASUM", "HISTORY", "ZDITHER0"}


def read(name):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        hdus = fits.open(name, checksum=True, memmap=False, do_not_scale_image_data=False)
        for hdu in hdus:
            hdu.data
            hdu.header.cards
            hdu.verify("warn")
    return hdus, {re.sub("[0-9]+", "#", str(w.message)) for w in caught}  # numbers of cards change


def cards(hdu):
    structure = ("XTENSION", "NAXIS", "PCOUNT", "GCOUNT")  # comments of these come from astropy where it decompresses
    return [
        (card.keyword, card.value) if card.keyword.startswith(structure) else str(card)
        for card in hdu.header.cards
        if card.keyword not in FORM and str(card).strip()  # astropy leaves a blank card in place of BZERO
    ]


def check(window, before, after):
    try:
        old, known = read(before)
    except (fits.VerifyError, AttributeError) as e:
        return f"unreadable: {e}"
    new, warned = read(after)
    if warned - known:
        return f"warnings: {sorted(warned - known)}"
    if len(old) != len(new):
        return f"{len(old)} HDUs became {len(new)}"
    for i, (a, b) in enumerate(zip(old, new)):
        if cards(a) != cards(b):
            return f"HDU {i}: cards {[c for c in cards(a) + cards(b) if (c in cards(a)) != (c in cards(b))]}"
        if not (a.is_image and a.size):
            if (a.data is None) != (b.data is None) or (a.data is not None and a.data.tobytes() != b.data.tobytes()):
                return f"HDU {i}: changed, and is no image"
            continue
        if "CHECKSUM" not in b.header or "DATASUM" not in b.header:
            return f"HDU {i}: no checksum"
        frame = a.data.astype(float)
        planes = frame.reshape((-1,) + frame.shape[-2:]) if frame.ndim > 1 else frame.reshape(1, 1, -1)
        expected = np.stack([p - median_filter(p, window) for p in planes]).reshape(frame.shape)
        whole = ~np.isnan(frame).any()  # scipy's median of a window with NaN is undefined
        if whole and not np.array_equal(expected.astype(b.data.dtype), b.data):
            return f"HDU {i}: other pixels"
    return "ok"


for before, after in zip(sys.argv[2::2], sys.argv[3::2]):
    print(check(int(sys.argv[1]), before, after))
