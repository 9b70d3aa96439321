#!/usr/bin/python3
"""Made zscale-golden.csv, once, with astropy 5.2.1 (Debian 12: python3-astropy): /usr/bin/python3 zscale-golden.py

Limits of astropy.visualization.ZScaleInterval() for pixels whose words are SplitMix64's of seed 1, as in ZScaleTest.
"""
import numpy as np
from astropy.visualization import ZScaleInterval


def words(n):
    i = np.arange(n, dtype=np.uint64)
    z = np.uint64(1) + (i + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def pixels(kind, n):
    u = (words(n) >> np.uint64(11)) * 2.0**-53
    if kind == "uniform":
        return u
    if kind == "sky":  # flat noise and bright sources, as images of the sky have
        return np.where(u > 0.97, (u - 0.97) * 1e6, u * 10 + 100)
    if kind == "holes":
        return np.where(u > 0.5, np.nan, u)
    if kind == "steps":
        return np.floor(u * 4)
    if kind == "skewed":
        return u**8
    if kind == "constant":
        return np.full(n, 7.0)


with open("zscale-golden.csv", "w") as f:
    f.write("kind,n,low,high\n")
    for kind in ("uniform", "sky", "holes", "steps", "skewed", "constant"):
        for n in (2, 5, 9, 100, 999, 1000, 1001, 2500, 123456):
            values = pixels(kind, n)
            if np.isfinite(values).any():
                low, high = ZScaleInterval().get_limits(values)
                f.write(f"{kind},{n},{float(low)!r},{float(high)!r}\n")
