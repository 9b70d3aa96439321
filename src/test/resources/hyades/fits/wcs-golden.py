#!/usr/bin/python3
"""Made wcs-golden.csv, once, with astropy 5.2.1 (wcslib 7.12; Debian 12: python3-astropy): /usr/bin/python3 wcs-golden.py

Random headers over all projections, poles, units, matrices and distortions. Of each one line: its cards, and at some
pixels (from 0, with the place on further axes as a plane) what all_pix2world says; nan where that or WCS() refuses.
"""
import random
import warnings

from astropy import log
from astropy.io.fits import Header
from astropy.wcs import WCS

warnings.simplefilter("ignore")
log.setLevel("CRITICAL")
random.seed(20021)

ZENITHAL = ("TAN", "SIN", "ARC", "STG", "ZEA")
OTHERS = ("CAR", "CEA", "MER", "SFL", "AIT")
UNITS = {"deg": 1, "DEG": 1, "degrees": 1, "arcmin": 60, "arcsec": 3600, "mas": 3.6e6, "rad": 0.017453292519943295}
FRAMES = (("RA--", "DEC-"), ("RA--", "DEC-"), ("GLON", "GLAT"), ("ELON", "ELAT"))
MATRICES = ("CDELT", "CROTA", "PC", "some PC", "CD", "some CD", "PC001001", "CD001001", "PC CD", "CD CROTA", "PC CROTA")


def number(low, high):
    return round(random.uniform(low, high), 9)


def matrix(keys, kind, i, j, scale, units):
    """Cards of one of the forms for axes i and j, in which a pixel is about `scale` degrees large."""
    angle = random.uniform(0, 6.28)
    from math import cos, sin
    turned = {(i, i): cos(angle), (i, j): -sin(angle), (j, i): sin(angle) * 1.1, (j, j): cos(angle) * 0.9}
    if kind.startswith("some"):
        del turned[random.choice(list(turned))]
    if "CDELT" in kind or "PC" in kind or "CROTA" in kind:
        keys[f"CDELT{i}"] = -scale * units[0] * number(0.8, 1.2)
        keys[f"CDELT{j}"] = scale * units[1] * number(0.8, 1.2)
    if "CROTA" in kind:
        keys[f"CROTA{j}"] = number(-180, 180)
    for form in ("PC", "CD"):
        if form in kind:
            name = form + ("{:03d}{:03d}" if "001" in kind else "{}_{}")
            for (a, b), value in turned.items():
                unit = scale * units[0 if a == i else 1] if form == "CD" else 1
                keys[name.format(a, b)] = round(value, 6) * unit


def header(projection, axes=2):
    """A header of celestial axes i and j among others."""
    keys = {"NAXIS": axes, "NAXIS1": 100, "NAXIS2": 90} | {f"NAXIS{k}": 3 for k in range(3, axes + 1)}
    i, j = sorted(random.sample(range(1, axes + 1), 2)) if random.random() < 0.3 else (1, 2)
    for k in set(range(1, axes + 1)) - {i, j}:
        keys |= {f"CTYPE{k}": "FREQ", f"CRVAL{k}": 1.4e9, f"CDELT{k}": 1e6, f"CRPIX{k}": 2.0}
    if random.random() < 0.25:
        i, j = j, i
    frame = random.choice(FRAMES)
    keys[f"CTYPE{i}"] = f"{frame[0]}-{projection}"
    keys[f"CTYPE{j}"] = f"{frame[1]}-{projection}"
    names = random.choices(list(UNITS), k=2) if random.random() < 0.4 else ("deg", "deg")
    if names != ("deg", "deg"):
        keys[f"CUNIT{i}"], keys[f"CUNIT{j}"] = names
    units = [UNITS[name] for name in names]
    latitude = random.choice((number(-90, 90), number(-90, 90), number(-90, 90), number(-20, 20), 90.0, -90.0, 0.0))
    keys[f"CRVAL{i}"] = number(-180, 360) * units[0]
    keys[f"CRVAL{j}"] = latitude * (1 if names[1].lower().startswith("deg") else units[1] * (1 - 1e-15))
    keys[f"CRPIX{i}"] = number(-10, 110)
    keys[f"CRPIX{j}"] = number(-10, 110)
    matrix(keys, random.choice(MATRICES), i, j, 10 ** random.uniform(-3.5, 0), units)
    if axes > 2 and random.random() < 0.5 and any(k.startswith("PC") for k in keys):
        k = random.choice(list(set(range(1, axes + 1)) - {i, j}))
        keys[f"PC{i}_{k}"] = number(-3, 3)
    if random.random() < 0.4:
        keys["LONPOLE"] = random.choice((number(-180, 180), number(-180, 180), 0.0, 180.0, 90.0, 999.0))
    if random.random() < 0.3:
        keys["LATPOLE"] = random.choice((number(-90, 90), 90.0, -90.0, 0.0))
    return keys, i, j


def case(kind, axes):
    keys, i, j = header(kind, axes)
    if random.random() < 0.3:
        for m, value in ((0, 1.0), (1, number(-30, 30)), (2, number(20, 80)), (3, number(-180, 180)), (4, number(-90, 90))):
            if random.random() < 0.4:
                keys[f"PV{i}_{m}"] = value
    if kind == "SIN" and random.random() < 0.6:
        keys[f"PV{j}_1"], keys[f"PV{j}_2"] = number(-0.5, 0.5), number(-0.5, 0.5)
    if kind == "CEA" and random.random() < 0.7:
        keys[f"PV{j}_1"] = random.choice((number(0.1, 1), number(0.1, 1), 1.0, 0.0, 1.5))
    return keys


def sip(suffix):
    kind = random.choice(ZENITHAL + OTHERS)
    keys, i, j = header(kind)
    for k in (i, j):
        keys[f"CTYPE{k}"] += suffix
    for name in "AB":
        order = random.choice((2, 3, 4))
        keys[f"{name}_ORDER"] = order
        for p in range(order + 1):
            for q in range(order + 1 - p):
                if random.random() < 0.7:
                    keys[f"{name}_{p}_{q}"] = number(-1, 1) * 10.0 ** (-2 * (p + q))
    return keys


def tpv():
    keys, i, j = header("TPV")
    while i > j:  # wcslib 7.12 takes each axis for the other then: PV1_1 = PV2_1 = 1 swaps the offsets
        keys, i, j = header("TPV")
    keys = {k: v for k, v in keys.items() if k[:2] not in ("PC", "CD", "CR") or k[:5] in ("CRPIX", "CRVAL")}
    units = [UNITS[keys.get(f"CUNIT{k}", "deg")] for k in (i, j)]
    matrix(keys, "CD", i, j, 0.01, units)
    highest = random.choice((3, 6, 11, 16, 23, 30, 39))
    for k in (i, j):
        keys[f"PV{k}_1"] = number(0.9, 1.1)
        for m in range(highest + 1):
            if m != 1 and random.random() < 0.8:
                keys[f"PV{k}_{m}"] = number(-0.1, 0.1)
    return keys


def scamp():
    """SIP beside SCAMP's terms, which astropy drops."""
    keys = sip("-SIP")
    keys["CTYPE1"], keys["CTYPE2"] = "RA---TAN-SIP", "DEC--TAN-SIP"
    for k in (1, 2):
        keys |= {f"PV{k}_{m}": number(-0.1, 0.1) for m in (0, 1, 2, 4, 5, 6)}
    return keys


def cases():
    for kind in ZENITHAL + OTHERS:
        for n in range(24):
            yield kind, case(kind, 2 if n % 4 else random.choice((3, 4)))
    for kind in ("NCP", "GLS"):
        for _ in range(4):
            yield kind, header(kind)[0]
    for n in range(30):
        yield "SIP", sip("-SIP" if n % 2 else "")
    for _ in range(30):
        yield "TPV", tpv()
    for _ in range(4):
        yield "SIP and PV", scamp()


def is_undecided(keys, pixel):
    """Whether the sky turns over where LATPOLE changes by its last digits: it is as near to both possible poles."""
    if "LATPOLE" not in keys:
        return False
    skies = []
    for change in (-1e-7, 1e-7):
        w = WCS(Header(list({**keys, "LATPOLE": keys["LATPOLE"] + change}.items())))
        skies.append(w.all_pix2world(*pixel, 0))
    return not all(abs(a - b) < 1e-5 for a, b in zip(*skies))


def positions(keys):
    for _ in range(4):
        x, y = round(random.uniform(0, 99), 3), round(random.uniform(0, 89), 3)
        planes = [keys.get(f"NAXIS{k}", 1) for k in range(3, keys["NAXIS"] + 1)]
        places = [random.randrange(n) for n in planes]
        plane = sum(p * 3**k for k, p in enumerate(places))
        try:
            w = WCS(Header(list(keys.items())))
            sky = w.all_pix2world(x, y, *places, 0)
            if is_undecided(keys, (x, y, *places)):
                raise ValueError("as near to both poles")
            yield x, y, plane, *(str(float(sky[k])).replace("nan", "NaN") for k in (w.wcs.lng, w.wcs.lat))
        except ValueError:  # all that wcslib and astropy say of headers
            yield x, y, plane, "NaN", "NaN"


if __name__ == "__main__":
    with open("wcs-golden.csv", "w") as f:
        f.write("case,cards,positions\n")
        for number_, (name, keys) in enumerate(cases()):
            keys = {k: float(f"{v:.12g}") if isinstance(v, float) else v for k, v in keys.items()}  # fits into a card
            cards = ";".join(f"{k}={v!r}" for k, v in keys.items())
            where = ";".join(" ".join(map(str, p)) for p in positions(keys))
            f.write(f'{name} {number_},"{cards}",{where}\n')
