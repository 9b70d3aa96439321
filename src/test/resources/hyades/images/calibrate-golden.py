"""Writes calibrate-golden.csv: what ccdproc makes of frames of 6 x 4 pixels.
usage: python3 calibrate-golden.py >calibrate-golden.csv  (Debian's python3-ccdproc 2.4.0, python3-astropy 5.2.1)"""
import astropy.units as u
import numpy as np
from astropy.nddata import CCDData
from ccdproc import ccd_process, flat_correct

rng = np.random.default_rng(17)


def text(data):
    return "" if data is None else " ".join(repr(float(x)) for x in np.asarray(data).ravel())


print("masters,time,darkTime,least,level,frame,bias,dark,flat,calibrated")
for masters in ("b", "d", "f", "bd", "bf", "df", "bdf"):
    for time, dark_time in ((60.0, 60.0), (30.0, 90.0), (0.0, 300.0)):
        for least, level in ((None, "MEAN"), (0.8, "MEAN"), (None, "MEDIAN")):
            if "f" not in masters and (least, level) != (None, "MEAN") or "d" not in masters and time != 60:
                continue
            frame = CCDData(rng.normal(1000, 30, (4, 6)), unit=u.adu, meta={"EXPTIME": time})
            bias = CCDData(rng.normal(300, 3, (4, 6)), unit=u.adu) if "b" in masters else None
            dark = CCDData(rng.gamma(2, 5, (4, 6)), unit=u.adu, meta={"EXPTIME": dark_time}) if "d" in masters else None
            flat = CCDData(rng.normal(1, 0.2, (4, 6)), unit=u.adu) if "f" in masters else None
            done = ccd_process(frame, master_bias=bias, dark_frame=dark, dark_scale=True, exposure_key="EXPTIME",
                               exposure_unit=u.s, master_flat=flat if level == "MEAN" else None, min_value=least)
            if flat is not None and level == "MEDIAN":
                done = flat_correct(done, flat, norm_value=np.median(flat.data))
            print(masters, time, dark_time, "" if least is None else least, level, text(frame), text(bias), text(dark),
                  text(flat), text(done.data), sep=",")
