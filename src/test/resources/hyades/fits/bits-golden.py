#!/usr/bin/python3
"""Made bits-golden.csv, once, with astropy 5.2.1 (Debian 12: python3-astropy): /usr/bin/python3 bits-golden.py

What interpret_bit_flags() reads in texts, and which of some pixels bitfield_to_boolean_mask() then takes for bad, where these
bits are the ones that are not ignored; `refused` where astropy raises an error. Names have the values that the ACS and WFC3
Data Handbooks and jwst.datamodels.dqflags give them.
"""
import warnings
import numpy as np
from astropy.nddata.bitmask import bitfield_to_boolean_mask, extend_bit_flag_map, interpret_bit_flags

warnings.simplefilter("ignore")
ACS = extend_bit_flag_map("ACS", HOT=16, UNSTABLE=32, WARM=64, FULL_WELL=256, AD_SATURATED=2048, CR_DRIZZLE=4096)
UVIS = extend_bit_flag_map("UVIS", HOT=16, CHARGE_TRAP=1024, AD_SATURATED=2048, GHOST=16384)
IR = extend_bit_flag_map("IR", BAD_ZERO=8, ZERO_SIGNAL=2048, SATURATED=256)
JWST = extend_bit_flag_map("JWST", DO_NOT_USE=1, SATURATED=2, JUMP_DET=4, HOT=2048, MSA_FAILED_OPEN=2**29,
                           REFERENCE_PIXEL=2**31)
MAPS = {"": None, "HST ACS WFC": ACS, "HST WFC3 UVIS": UVIS, "HST WFC3 IR": IR, "JWST NIRCAM NRCA1": JWST}
PIXELS = np.array([0, 1, 2, 3, 4, 8, 12, 16, 32, 48, 64, 256, 1024, 2048, 2304, 4096, 8192, 16384, 2**29, 2**31, 2**31 + 2049])
TEXTS = [("", t) for t in ("4096", "28", "4,8,16", "4+8", "4|8", " 4 , 8 ", "~4", "~(4,8)", "~4,8", "~(4+8+16)", "((4,8))", "~0",
                           "2147483648", "4,4", "4,12", "4+8,16", "4,~8", "(4,8", "4)", "~()", "1.5", "x", "4,,8")]
TEXTS += [("HST ACS WFC", t) for t in ("HOT", "HOT,WARM", "~(HOT+UNSTABLE)", "FULL_WELL|AD_SATURATED", "CR_DRIZZLE", "GHOST")]
TEXTS += [("HST WFC3 UVIS", t) for t in ("HOT,GHOST", "CHARGE_TRAP", "ZERO_SIGNAL")]
TEXTS += [("HST WFC3 IR", t) for t in ("BAD_ZERO,ZERO_SIGNAL", "SATURATED", "CHARGE_TRAP")]
TEXTS += [("JWST NIRCAM NRCA1", t) for t in ("DO_NOT_USE", "SATURATED,JUMP_DET,HOT", "~DO_NOT_USE", "REFERENCE_PIXEL",
                                             "MSA_FAILED_OPEN", "CLOUDY")]

with open("bits-golden.csv", "w") as f:
    f.write("# pixels: " + " ".join(map(str, PIXELS)) + "\nwhere;text;bits;bad\n")
    for where, text in TEXTS:
        try:
            bits = interpret_bit_flags(text, flag_name_map=MAPS[where])
            bad = bitfield_to_boolean_mask(PIXELS, ignore_flags=~bits, good_mask_value=False)
            f.write(f"{where};'{text}';{bits};{''.join('01'[int(b)] for b in bad)}\n")
        except (ValueError, KeyError, AttributeError):
            f.write(f"{where};'{text}';refused;\n")
