#!/usr/bin/python3
"""Made peaks-golden.csv, once, with astropy 5.2.1 and photutils 1.6.0 (Debian 12: python3-astropy, python3-photutils):
/usr/bin/python3 peaks-golden.py

Of images that BrightestPointTest makes in the same way: median and deviation of sigma_clipped_stats(), and the pixels that
find_peaks() finds above that median and five deviations, each with centroid and FWHM that data_properties() has for
the box of 11 pixels around it.
"""
import numpy as np
from astropy.stats import sigma_clipped_stats
from photutils.detection import find_peaks
from photutils.morphology import data_properties


def words(seed, n):
    i = np.arange(n, dtype=np.uint64)
    z = np.uint64(seed) + (i + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform(seed, n):
    return (words(seed, n) >> np.uint64(11)) * 2.0**-53


def image(kind, seed, width, height):
    """Flat noise of a tenth on 100, with bright spots of one form, cut off at whole numbers or at 140, or with holes."""
    u = uniform(seed, width * height).reshape(height, width)
    pixels = 100 + (u - 0.5) / 4
    places = uniform(seed + 1000, 60)
    for k in range(20):
        x0 = int(places[3 * k] * width)
        y0 = int(places[3 * k + 1] * height)
        for dy in range(-5, 6):
            for dx in range(-5, 6):
                if 0 <= x0 + dx < width and 0 <= y0 + dy < height:
                    pixels[y0 + dy, x0 + dx] += 100 * places[3 * k + 2] / (1 + dx * dx + 2 * dy * dy + 0.3 * dx)
    if kind == "whole":
        pixels = np.floor(pixels)
    if kind == "saturated":
        pixels = np.minimum(pixels, 140)
    if kind == "holes":
        pixels[u > 0.97] = np.nan
    return pixels


def shape(pixels, x, y):
    left, low = max(0, x - 5), max(0, y - 5)
    found = data_properties(pixels[low : y + 6, left : x + 6])
    return f"{x} {y} {float(left + found.xcentroid)!r} {float(low + found.ycentroid)!r} {float(found.fwhm.value)!r}"


if __name__ == "__main__":
    with open("peaks-golden.csv", "w") as f:
        f.write("kind,seed,width,height,median,deviation,peaks\n")
        for kind in ("plain", "whole", "saturated", "holes"):
            for seed, width, height in ((1, 64, 48), (2, 48, 64), (3, 101, 33), (4, 37, 37)):
                pixels = image(kind, seed, width, height)
                _, median, deviation = sigma_clipped_stats(pixels)
                peaks = find_peaks(pixels, median + 5 * deviation)
                found = ";".join(shape(pixels - median, x, y) for x, y in sorted(zip(peaks["x_peak"], peaks["y_peak"])))
                f.write(f"{kind},{seed},{width},{height},{float(median)!r},{float(deviation)!r},{found}\n")
