#!/usr/bin/python3
"""Made median-golden.csv, once: frame - scipy.ndimage.median_filter(frame, window), as SHA-256 of its big-endian doubles.

    /usr/bin/python3 median-golden.py >median-golden.csv     (Debian 12: python3-scipy 1.10.1, python3-numpy 1.24.2)
"""
import hashlib
import numpy as np
import scipy.ndimage as ndi


def words(n, seed):
    """SplitMix64 (Steele, Lea & Flood 2014)."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def frame(kind, height, width):
    w = words(height * width, 1).reshape(height, width)
    if kind == "noise":
        return (w >> np.uint64(11)).astype(float) * 2.0**-53 - 0.5
    if kind == "ties":
        return (w >> np.uint64(61)).astype(float) - 3.0
    y, x = np.mgrid[0:height, 0:width].astype(float)
    return (x * (width - x) * 0.001 - y * y * 0.0007) + (w >> np.uint64(11)).astype(float) * 2.0**-60


print("kind,height,width,windowHeight,windowWidth,boundary,percentile,sha256")
cases = [("smooth", 1000, 1000, 50, 50, "reflect", 50), ("noise", 1000, 1000, 50, 50, "reflect", 50),
         ("noise", 1000, 1000, 3, 3, "reflect", 50), ("smooth", 1000, 1000, 3, 3, "reflect", 50)]
for kind in ("noise", "ties", "smooth"):
    for boundary in ("reflect", "nearest", "mirror", "wrap", "constant"):
        for shape in ((97, 83), (7, 19), (1, 40)):
            for window in ((50, 50), (3, 3), (5, 4), (31, 2), (1, 17)):
                cases.append((kind, *shape, *window, boundary, 50))
    for percentile in (0, 10, 75, 100):
        cases.append((kind, 60, 70, 9, 12, "reflect", percentile))
cases += [("noise", 120, 300, 200, 200, "reflect", 50), ("noise", 120, 300, 255, 255, "mirror", 50)]
for kind, h, w, wh, ww, boundary, percentile in cases:
    f = frame(kind, h, w)
    m = ndi.median_filter(f, (wh, ww), mode=boundary) if percentile == 50 else \
        ndi.percentile_filter(f, percentile, (wh, ww), mode=boundary)
    digest = hashlib.sha256((f - m).astype(">f8").tobytes()).hexdigest()
    print(kind, h, w, wh, ww, boundary, percentile, digest, sep=",")
