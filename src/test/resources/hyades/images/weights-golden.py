"""Writes weights-golden.csv: means of the values that a pixel has in several frames, weighted by inverse variances.
usage: python3 weights-golden.py >weights-golden.csv  (Debian's python3-numpy 1.24.2, python3-astropy 5.2.1)"""
import numpy as np
from astropy.stats import sigma_clip

rng = np.random.default_rng(23)
print("rule,low,high,iterations,values,weights,mean,error,used")
for n in (1, 2, 5, 11):
    for low, high, iterations in ((0, 0, 0), (3, 3, 1), (1.5, 2, 1), (1.2, 1.2, 20)):
        values = rng.normal(100, 5, n)
        values[rng.integers(n)] += 60
        weights = 1 / rng.uniform(0.5, 8, n) ** 2
        kept = np.full(n, True)
        if iterations:
            kept = ~sigma_clip(values, sigma_lower=low, sigma_upper=high, maxiters=iterations, cenfunc="median",
                               stdfunc="std").mask
        print("SIGMA" if iterations else "NONE", low, high, max(1, iterations), " ".join(map(repr, values.tolist())),
              " ".join(map(repr, weights.tolist())), repr(float(np.average(values[kept], weights=weights[kept]))),
              repr(float(1 / np.sqrt(np.sum(weights[kept])))), kept.sum(), sep=",")
