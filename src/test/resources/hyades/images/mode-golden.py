"""Writes mode-golden.csv: the mode of the sky of images of 20 pixels a row, as photutils has Source Extractor's.
usage: python3 mode-golden.py >mode-golden.csv  (Debian's python3-photutils 1.6.0, python3-astropy 5.2.1)"""
import numpy as np
from astropy.stats import SigmaClip
from photutils.background import SExtractorBackground

rng = np.random.default_rng(29)
mode = SExtractorBackground(sigma_clip=SigmaClip(sigma=3, maxiters=5))
print("kind,mode,pixels")
for kind, pixels in (("sky", rng.normal(200, 10, 200)),
                     ("stars", np.concatenate([rng.normal(200, 10, 160), rng.normal(200, 10, 40) + rng.exponential(15, 40)])),
                     ("crowded", rng.gamma(1, 40, 200)),
                     ("nebula", rng.normal(200, 2, 100) + 50 * (np.arange(100) % 5 > 2)),
                     ("constant", np.full(40, 7.25)),
                     ("negative", rng.normal(-3, 1, 60))):
    print(kind, repr(float(mode(pixels))), " ".join(map(repr, pixels.tolist())), sep=",")
