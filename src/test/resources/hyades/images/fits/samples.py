#!/usr/bin/python3
"""Made the files here, once, with astropy 5.2.1 (Debian 12: python3-astropy): /usr/bin/python3 samples.py

samples.csv has the SHA-256 of the physical values astropy reads back from each image plane by plane, as big-endian doubles
(NaN as 0x7ff8000000000000).
"""
import bz2, gzip, hashlib, os, subprocess
import numpy as np
from astropy.io import fits

rng = np.random.default_rng(1)
y, x = np.mgrid[0:20, 0:24]
ramp = 3 * x + 50 * y + rng.integers(0, 9, (20, 24))
noise = rng.normal(100, 5, (20, 24))
rows = []


def digest(name):
    with fits.open(name) as hdus:
        values = []
        for hdu in hdus:
            if isinstance(hdu, (fits.ImageHDU, fits.PrimaryHDU, fits.CompImageHDU)) and hdu.data is not None:
                d = hdu.data.astype(">f8")
                blank = hdu.header.get("BLANK")
                d[np.isnan(d)] = np.nan
                values.append(d.tobytes())
        return hashlib.sha256(b"".join(values)).hexdigest()


def save(name, *hdus):
    fits.HDUList(list(hdus)).writeto(name, overwrite=True, checksum=not name.startswith("plain"))
    rows.append((name, digest(name)))


save("plain8.fits", fits.PrimaryHDU((ramp % 256).astype(np.uint8)))
save("i16.fits", fits.PrimaryHDU(ramp.astype(np.int16)))
save("u16.fits", fits.PrimaryHDU((ramp + 40000).astype(np.uint16)))
save("i32.fits", fits.PrimaryHDU((ramp * 100000).astype(np.int32)))
save("i64.fits", fits.PrimaryHDU(ramp.astype(np.int64) << 30))
blank = fits.PrimaryHDU(ramp.astype(np.int16))
blank.header["BLANK"] = int(ramp[3, 4])
blank.header["BSCALE"] = 0.5
blank.header["BZERO"] = 10.0
raw = ramp.astype(np.int16)
blank.data = raw
blank.writeto("blank.fits", overwrite=True)
with open("blank.fits", "r+b") as f:  # astropy drops the scaling when it writes: put it back, without touching the data
    head = f.read(2880)
    cards = [head[i:i + 80] for i in range(0, 2880, 80)]
    end = next(i for i, c in enumerate(cards) if c.startswith(b"END"))
    keep = [c for c in cards[:end] if not c[:8].strip() in (b"BLANK", b"BSCALE", b"BZERO")]
    keep += [b"%-80s" % c for c in (b"BSCALE  =                  0.5", b"BZERO   =                 10.0",
                                   b"BLANK   =                  %3d" % int(ramp[3, 4]), b"END")]
    f.seek(0)
    f.write(b"".join(keep).ljust(2880))
rows.append(("blank.fits", digest("blank.fits")))
missing = noise.astype(np.float32)
missing[5:8, 3] = np.nan
cards = fits.PrimaryHDU(missing)
cards.header["HIERARCH ESO DET CHIP1 NAME"] = ("MIT/LL CCID-20", "a HIERARCH card")
cards.header["LONGTEXT"] = "a value that goes on " * 6
cards.header["COMMENT"] = "a comment = that looks like a value"
cards.header["QUOTED"] = "it's"
for key, value in (("CTYPE1", "RA---TAN"), ("CTYPE2", "DEC--TAN"), ("CRVAL1", 56.75), ("CRVAL2", 24.1167), ("CRPIX1", 12.5),
                   ("CRPIX2", 10.5), ("CD1_1", -0.01), ("CD1_2", 0.001), ("CD2_1", 0.001), ("CD2_2", 0.01)):
    cards.header[key] = value
save("f32.fits", cards)
save("f64.fits", fits.PrimaryHDU(noise))
save("cube.fits", fits.PrimaryHDU(np.stack([ramp, ramp[::-1], 2 * ramp]).astype(np.float32)))
table = fits.BinTableHDU.from_columns([fits.Column("a", "J", array=np.arange(5))])
save("extensions.fits", fits.PrimaryHDU(), fits.ImageHDU(ramp.astype(np.int16), name="SCI"), table,
     fits.ImageHDU(noise.astype(np.float32), name="ERR"))
with open("i16.fits", "rb") as f:
    data = f.read()
with open("i16gz.fits.gz", "wb") as f:
    f.write(gzip.compress(data, mtime=0))
with open("i16bz.fits.bz2", "wb") as f:
    f.write(bz2.compress(data))
rows += [("i16gz.fits.gz", digest("i16.fits")), ("i16bz.fits.bz2", digest("i16.fits"))]
P = fits.PrimaryHDU
C = fits.CompImageHDU
save("rice16.fits", P(), C(ramp.astype(np.int16), compression_type="RICE_1"))
save("rice32.fits", P(), C((ramp * 1000).astype(np.int32), compression_type="RICE_1"))
save("ricedither1.fits", P(), C(noise.astype(np.float32), compression_type="RICE_1", quantize_method=1, dither_seed=42))
save("ricedither2.fits", P(), C(noise.astype(np.float32), compression_type="RICE_1", quantize_method=2, dither_seed=42))
save("riceplain.fits", P(), C(noise.astype(np.float32), compression_type="RICE_1", quantize_method=-1))
save("ricemissing.fits", P(), C(missing, compression_type="RICE_1", quantize_method=1, dither_seed=42))
with fits.open("ricemissing.fits", disable_image_compression=True, mode="update", checksum=False) as hdus:
    hdus[1].header["ZBLANK"] = (-2147483648, "as cfitsio's fpack says that there are missing pixels")
    hdus[1].add_checksum()
subprocess.run(["funpack", "-O", "unpacked.fits", "ricemissing.fits"], check=True)  # astropy 5.2.1 does not look at ZBLANK
rows[-1] = ("ricemissing.fits", digest("unpacked.fits"))
os.remove("unpacked.fits")
save("gzip1float.fits", P(), C(noise.astype(np.float32), compression_type="GZIP_1", quantize_level=0))
save("gzip2float.fits", P(), C(noise.astype(np.float32), compression_type="GZIP_2", quantize_level=0))
save("hcompress.fits", P(), C(ramp.astype(np.int16), compression_type="HCOMPRESS_1"))
save("gzip16.fits", P(), C(ramp.astype(np.int16), compression_type="GZIP_1"))
save("gzip2u16.fits", P(), C((ramp + 40000).astype(np.uint16), compression_type="GZIP_2", tile_size=(7, 5)))
save("gzip2i32.fits", P(), C((ramp * 100000).astype(np.int32), compression_type="GZIP_2"))
save("plio16.fits", P(), C(ramp.astype(np.int16), compression_type="PLIO_1"))
save("hcompress8.fits", P(), C((ramp % 256).astype(np.uint8), compression_type="HCOMPRESS_1", tile_size=(9, 8)))
save("hcompresslossy.fits", P(), C(ramp.astype(np.int16), compression_type="HCOMPRESS_1", hcomp_scale=4, hcomp_smooth=1))
odd = noise.astype(np.float32)
odd[5], odd[9] = 7, 0  # rows that cannot be quantized are kept as they are in a column of their own
save("gzipdither.fits", P(), C(odd, compression_type="GZIP_1", quantize_method=1, dither_seed=42))
save("hcompressdither.fits", P(), C(odd, compression_type="HCOMPRESS_1", quantize_method=2, dither_seed=42, tile_size=[8, 6]))
save("ricedither64.fits", P(), C(noise, compression_type="RICE_1", quantize_method=1, dither_seed=42))
with open("samples.csv", "w") as f:
    f.write("file,sha256\n" + "".join(f"{a},{b}\n" for a, b in rows))
