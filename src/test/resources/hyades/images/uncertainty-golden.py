"""Writes uncertainty-golden.csv: how uncertain ccdproc says calibrated frames of 6 x 4 pixels are.
usage: python3 uncertainty-golden.py >uncertainty-golden.csv  (Debian's python3-ccdproc 2.4.0, python3-astropy 5.2.1)"""
import logging
import warnings

import astropy.units as u
import numpy as np
from astropy.nddata import CCDData, StdDevUncertainty
from ccdproc import ccd_process, create_deviation

warnings.simplefilter("ignore")
logging.disable()
rng = np.random.default_rng(29)


def text(data):
    return "" if data is None else " ".join(repr(float(x)) for x in np.asarray(data).ravel())


def image(data, deviation, time=None):
    """deviation: the scale of the standard deviations; None for none"""
    sigma = None if deviation is None else StdDevUncertainty(rng.gamma(4, deviation / 4, (4, 6)))
    return CCDData(data, unit=u.adu, uncertainty=sigma, meta={} if time is None else {"EXPTIME": time})


def both(ccd):
    return ["", ""] if ccd is None else [text(ccd.data), "" if ccd.uncertainty is None else text(ccd.uncertainty.array)]


print("masters,least,gain,readNoise,frame,frameSigma,bias,biasSigma,dark,darkSigma,flat,flatSigma,sigma")
for masters in ("b", "d", "f", "bd", "bdf"):
    for said in ("all", "frame", "masters"):  # whose uncertainty is said; with noise where the frame does not say
        for least in (None, 0.9) if "f" in masters else (None,):
            of = None if said == "frame" else 1.0
            frame = image(rng.normal(1000, 30, (4, 6)), None if said == "masters" else 30, 30.0)
            bias = image(rng.normal(300, 3, (4, 6)), of and 2 * of) if "b" in masters else None
            dark = image(rng.gamma(2, 5, (4, 6)), of and 3 * of, 90.0) if "d" in masters else None
            flat = image(rng.normal(1, 0.2, (4, 6)), of and 0.05 * of) if "f" in masters else None
            before = both(frame)
            gain, noise = "", ""
            if said == "masters":  # electrons are what is above the bias
                gain, noise = 1.7, 6.5
                above = CCDData(frame.data - (0 if bias is None else bias.data), unit=u.adu)
                sigma = create_deviation(above, gain=gain * u.electron / u.adu, readnoise=noise * u.electron)
                frame.uncertainty = StdDevUncertainty(sigma.uncertainty.array)
            done = ccd_process(frame, master_bias=bias, dark_frame=dark, dark_scale=True, exposure_key="EXPTIME",
                               exposure_unit=u.s, master_flat=flat, min_value=least)
            print(masters, "" if least is None else least, gain, noise, *before, *both(bias), *both(dark), *both(flat),
                  text(done.uncertainty.array), sep=",")
