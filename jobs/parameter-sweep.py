"""A program as users have them: period and extreme distances of a planet's orbit (Kepler's laws)."""

import argparse
import math

parser = argparse.ArgumentParser()
parser.add_argument("--mass", type=float, help="of the star, in solar masses")
parser.add_argument("--axis", type=float, help="semi-major axis in au")
parser.add_argument("--eccentricity", type=float)
planet = parser.parse_args()

GM = 1.3271244e20 * planet.mass  # IAU 2015, resolution B3
axis = 149597870700 * planet.axis  # IAU 2012, resolution B2
days = 2 * math.pi * math.sqrt(axis**3 / GM) / 86400
nearest, farthest = planet.axis * (1 - planet.eccentricity), planet.axis * (1 + planet.eccentricity)
print(f"period {days:.4f} d, from {nearest:.4f} to {farthest:.4f} au")
