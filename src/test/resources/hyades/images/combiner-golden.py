"""Writes combiner-golden.csv: what ccdproc's Combiner makes of random stacks of frames of 4 x 3 pixels.
usage: python3 combiner-golden.py >combiner-golden.csv  (Debian's python3-ccdproc 2.4.0, python3-astropy 5.2.1)

Left out is where the Combiner means something else: weights of pixels without a value, which it adds up all the same; clipping
of scaled frames, which it does before scaling; extremes where pixels are missing, which it takes for the largest. It clips once: with
more iterations it ends with an error.
"""
import warnings

import astropy.units as u
import numpy as np
from astropy.nddata import CCDData
from ccdproc import Combiner

warnings.simplefilter("ignore")
rng = np.random.default_rng(41)
RULES = (("NONE", 0, 0, "MEDIAN", 1), ("SIGMA", 3, 3, "MEDIAN", 1), ("SIGMA", 1.5, 2, "MEAN", 1),
         ("SIGMA", 2, 1.2, "MEDIAN", 1), ("MINMAX", 1, 1, "MEDIAN", 1), ("MINMAX", 0, 2, "MEDIAN", 1))


def text(numbers):
    return " ".join(repr(float(x)).replace("nan", "NaN") for x in np.asarray(numbers).ravel())


def stack(n, has_missing):
    """Noise with cosmic rays and dead pixels; some of them missing, one in all frames."""
    frames = rng.normal(1000, 30, (n, 3, 4)).round(2)
    frames[rng.random(frames.shape) < 0.05] += 4000
    frames[rng.random(frames.shape) < 0.03] = 0
    if has_missing:
        frames[rng.random(frames.shape) < 0.1] = np.nan
        frames[:, 1, 2] = np.nan
    return frames


def row(method, rule, frames, factors=None, deviations=None):
    name, low, high, center, iterations = rule
    combiner = Combiner([CCDData(frame, unit=u.adu) for frame in frames])
    if name == "SIGMA":
        combiner.sigma_clipping(low_thresh=low, high_thresh=high, func=center.lower(), dev_func="std")
    if name == "MINMAX":
        combiner.clip_extrema(nlow=low, nhigh=high)
    if factors is not None:
        combiner.scaling = factors
    if deviations is not None:
        combiner.weights = 1 / deviations**2
    done = {"MEAN": combiner.average_combine, "MEDIAN": combiner.median_combine, "SUM": combiner.sum_combine}[method]()
    value = np.where(done.mask, np.nan, done.data)
    error = np.where(done.mask, np.nan, done.uncertainty.array)
    used = (~(combiner.data_arr.mask | np.isnan(combiner.data_arr.data))).sum(axis=0)
    print(method, *rule, "" if factors is None else text(factors), "/".join(map(text, frames)),
          "" if deviations is None else "/".join(map(text, deviations)), text(value), text(error),
          " ".join(map(str, used.ravel())), sep=",")


print("method,rule,low,high,center,iterations,factors,frames,deviations,values,errors,used")
for n in (2, 3, 5, 8, 13):
    for method in ("MEAN", "MEDIAN", "SUM"):
        for rule in RULES:
            row(method, rule, stack(n, rule[0] != "MINMAX" and n > 2))
        row(method, RULES[0], stack(n, n % 2 == 0), factors=np.append(1, rng.uniform(0.5, 2, n - 1)))
    row("MEAN", RULES[0], stack(n, False), deviations=rng.uniform(1, 50, (n, 3, 4)).round(1))
