"""Writes combine-golden.csv: what numpy and astropy make of the values that a pixel has in several frames.
usage: python3 combine-golden.py >combine-golden.csv  (Debian's python3-numpy 1.24.2, python3-astropy 5.2.1)"""
import numpy as np
from astropy.stats import sigma_clip

rng = np.random.default_rng(13)
print("rule,low,high,center,iterations,used,values,mean,meanError,median,medianError,sum,sumError,min,max")

def left(values, rule, low, high, center, iterations):
    if rule == "SIGMA":
        return sigma_clip(values, sigma_lower=low, sigma_upper=high, maxiters=iterations, cenfunc=center.lower(),
                          stdfunc="std", masked=False)
    if rule == "MINMAX":
        s = np.sort(values)
        return s[int(low):max(int(low), len(s) - int(high))]
    if rule == "PERCENTILE":
        m = np.median(values)
        return values[(values >= m - low * abs(m)) & (values <= m + high * abs(m))]
    return values


def combine(method, v):
    n = len(v)
    if n == 0:
        return np.nan, np.nan
    if method == "MEAN":
        return np.mean(v), np.std(v) / np.sqrt(n)
    if method == "SUM":
        return np.sum(v), np.std(v) * np.sqrt(n)
    if method == "MEDIAN":
        return np.median(v), 1.482602218505602 * np.median(np.abs(v - np.median(v))) / np.sqrt(n)
    return (np.min(v) if method == "MIN" else np.max(v)), np.nan


for n in (1, 2, 4, 5, 11):
    for kind in range(3):
        values = rng.normal(100, 5, n)
        if kind:  # something to reject
            values[rng.integers(n)] += 300
            values[rng.integers(n)] -= 90
        if kind == 2:  # ties
            values = np.round(values, -1)
        for rule, low, high, center, iterations in (
                ("NONE", 0, 0, "MEDIAN", 1), ("SIGMA", 3, 3, "MEDIAN", 1), ("SIGMA", 2, 1.5, "MEDIAN", 5),
                ("SIGMA", 1.5, 2, "MEAN", 1), ("SIGMA", 1.5, 1.5, "MEAN", 20), ("MINMAX", 1, 2, "MEDIAN", 1),
                ("PERCENTILE", 0.2, 0.1, "MEDIAN", 1)):
            kept = left(values, rule, low, high, center, iterations)
            results = [x for method in ("MEAN", "MEDIAN", "SUM") for x in combine(method, kept)]
            results += [combine(method, kept)[0] for method in ("MIN", "MAX")]
            print(rule, low, high, center, iterations, len(kept), " ".join(map(repr, values.tolist())),
                  *(repr(float(x)).replace("nan", "NaN") for x in results), sep=",")
