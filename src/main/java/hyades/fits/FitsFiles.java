package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.utilities.FitsCheckSum;

/// FITS files: headers and plain pixels are read here, tile-compressed ones by [CompressedImage]. nom-tam-fits knows
/// the text form of checksums.
public final class FitsFiles {
    /// The version of how pixels are read, to be raised where others come out of the same bytes, be it by another
    /// version of nom-tam-fits.
    public static final int DECODING = 3;

    static final int MOST_AXES = 999;

    private FitsFiles() {}

    /// The HDUs of a file, in order, those that are tile-compressed decompressed.
    ///
    /// @throws IOException with the reason if it is not whole
    public static List<ImageHdu> read(ByteSource source) throws IOException {
        return read(source, true);
    }

    /// The same.
    ///
    /// @param isSummed whether all data are read for the checksums that they carry, if any
    public static List<ImageHdu> read(ByteSource source, boolean isSummed) throws IOException {
        List<ImageHdu> hdus = new ArrayList<>();
        long at = 0;
        while (at == 0 || at + Cards.BLOCK <= source.size() && isExtension(source, at)) {
            long start = at;
            Cards header = Cards.read(source, start);
            ImageHdu hdu = hdu(hdus.size(), header, source, start + header.size());
            if (hdu.size() > source.size() - hdu.offset()) {
                throw new IOException("truncated: HDU %d has %d of %d bytes"
                        .formatted(hdu.index(), Math.max(0, source.size() - hdu.offset()), hdu.size()));
            }
            ImageHdu read = header.isTrue("ZIMAGE") ? CompressedImage.of(hdu).unpackedFrom(hdu) : hdu;
            at = hdu.offset() + hdu.padded();
            hdus.add(read.with(doubts(hdu, start, at, isSummed)));
        }
        return hdus;
    }

    private static boolean isExtension(ByteSource source, long at) throws IOException {
        ByteBuffer start = source.read(at, 8);
        return start.get(0) == 'X' && start.get(1) == 'T' && start.get(2) == 'E';
    }

    static ImageHdu hdu(int index, Cards header, ByteSource source, long offset) throws IOException {
        long axes = bounded(index, header, "NAXIS", -1, MOST_AXES);
        boolean isImage = axes > 0 && (index == 0 || "IMAGE".equals(header.text("XTENSION")));
        PixelFormat format = PixelFormat.of(header);
        try {
            long count = axes == 0 ? 0 : 1;
            for (int axis = 1; axis <= axes; axis++) {
                long length = bounded(index, header, "NAXIS" + axis, -1, Long.MAX_VALUE);
                boolean isGroups = axis == 1 && length == 0 && header.isTrue("GROUPS");
                isImage &= length > 0;
                count = isGroups ? 1 : Math.multiplyExact(count, length);
            }
            long all = Math.addExact(bounded(index, header, "PCOUNT", 0, Long.MAX_VALUE), count);
            long groups = bounded(index, header, "GCOUNT", 1, Long.MAX_VALUE);
            long size = Math.multiplyExact(format.bytes(), Math.multiplyExact(groups, all));
            int width = isImage ? Math.toIntExact(header.integer("NAXIS1", 0)) : 0;
            Math.multiplyExact(width, format.bytes()); // a row is read at once
            int height = isImage && axes > 1 ? Math.toIntExact(header.integer("NAXIS2", 0)) : 1;
            int planes = isImage ? Math.toIntExact(count / width / height) : 0;
            return new ImageHdu(
                    index, header, format, source, offset, size, width, height, planes, null, List.of(), null);
        } catch (ArithmeticException e) {
            throw new IOException("header: HDU %d: its sizes are beyond any file".formatted(index), e);
        }
    }

    static long bounded(int index, Cards header, String key, long otherwise, long most) throws IOException {
        long value = header.integer(key, otherwise);
        if (value < 0 || value > most) {
            String found = header.has(key) ? key + " = " + header.text(key) : "no " + key;
            throw new IOException("header: HDU %d: %s".formatted(index, found));
        }
        return value;
    }

    /// What is wrong with an HDU though it can be read: with the checksums that it carries, with its end, and with what
    /// is behind it.
    ///
    /// @param next where the next one would begin
    private static List<String> doubts(ImageHdu hdu, long start, long next, boolean isSummed) throws IOException {
        List<String> doubts = new ArrayList<>();
        if (isSummed) {
            checkSums(hdu, start, doubts);
        }
        long behind = hdu.source().size() - next;
        if (behind < 0) {
            doubts.add("HDU %d: its last block is not filled up: %d bytes are missing".formatted(hdu.index(), -behind));
        } else if (behind > 0 && (behind < Cards.BLOCK || !isExtension(hdu.source(), next)) && !isFill(hdu, next)) {
            doubts.add("%d bytes behind HDU %d are no HDU and left out".formatted(behind, hdu.index()));
        }
        return doubts;
    }

    /// What is wrong with a file that can be read, in one line each.
    public static List<String> doubts(List<ImageHdu> hdus) {
        return hdus.stream().flatMap(hdu -> hdu.doubts().stream()).toList();
    }

    /// As tapes were filled up with: by the first of its blocks.
    private static boolean isFill(ImageHdu hdu, long at) throws IOException {
        ByteBuffer bytes =
                hdu.source().read(at, (int) Math.min(Cards.BLOCK, hdu.source().size() - at));
        while (bytes.hasRemaining()) {
            byte fill = bytes.get();
            if (fill != 0 && fill != ' ') {
                return false;
            }
        }
        return true;
    }

    private static void checkSums(ImageHdu hdu, long start, List<String> doubts) throws IOException {
        String stored = hdu.header().text("DATASUM");
        String whole = hdu.header().text("CHECKSUM");
        boolean isStored = stored != null && !stored.isBlank();
        boolean isWhole = whole != null && !whole.isBlank();
        if (!isStored && !isWhole) {
            return;
        }
        long data = hdu.dataSum();
        if (isStored && !stored.strip().matches("0*" + data)) {
            doubts.add("wrong checksum: HDU %d: DATASUM is %d, the header has %s".formatted(hdu.index(), data, stored));
        } else if (isWhole) {
            long sum = Cards.sum(hdu.source().read(start, (int) (hdu.offset() - start)), data);
            if (sum != 0xFFFF_FFFFL && sum != 0) {
                doubts.add("wrong checksum: HDU %d: CHECKSUM does not hold".formatted(hdu.index()));
            }
        }
    }

    /// Adds DATASUM and CHECKSUM.
    ///
    /// @param data the sum of the data
    static byte[] withChecksums(Cards header, long data) {
        header.remove("CHECKSUM", "DATASUM");
        header.put("DATASUM", "'%-10s'".formatted(data), "data unit checksum");
        header.put("CHECKSUM", "'0000000000000000'", "HDU checksum");
        long sum = Cards.sum(ByteBuffer.wrap(header.toBytes()), data);
        header.put("CHECKSUM", "'" + FitsCheckSum.encode(sum, true) + "'", "HDU checksum");
        return header.toBytes();
    }

    /// What a file says of one of its HDUs: its own header, and beside it what the primary one says, cut as it is.
    public static Cards inherited(ImageHdu hdu, List<ImageHdu> hdus) throws IOException {
        if (hdu.index() == 0) {
            return hdu.header();
        }
        Cards primary = hdus.getFirst().header().copy();
        if (hdu.source() instanceof Section.Cut part) {
            primary.cut(part.left(), part.below(), part.width(), part.height());
        }
        return hdu.header().inheriting(primary);
    }

    /// An image's pixels as an HDU behind all of its file, with what it says of them but how they are stored.
    ///
    /// @param name EXTNAME
    public static ImageHdu behind(List<ImageHdu> hdus, ImageHdu image, String name) {
        Cards header = Cards.common(List.of(image.header()));
        header.putFirst(List.of(
                "XTENSION= 'IMAGE   '           / image extension",
                "BITPIX  = %20d / array data type".formatted(image.format().bitpix()),
                "NAXIS   =                    2 / number of array dimensions",
                "NAXIS1  = %20d".formatted(image.width()),
                "NAXIS2  = %20d".formatted(image.height()),
                "PCOUNT  =                    0 / no heap",
                "GCOUNT  =                    1 / one group"));
        header.put("EXTNAME", "'%-8s'".formatted(name), "");
        if (image.header().has("EXTVER")) {
            header.put("EXTVER", Long.toString(image.version()), "");
        }
        return new ImageHdu(
                hdus.size(),
                header,
                image.format(),
                image.source(),
                image.offset(),
                image.size(),
                image.width(),
                image.height(),
                1,
                null,
                image.doubts(),
                image.mask());
    }

    /// The images of a file.
    public static List<Image> images(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            List<Image> images = new ArrayList<>();
            for (ImageHdu hdu : read(source)) {
                for (int plane = 0; plane < hdu.planes(); plane++) {
                    images.add(hdu.plane(plane));
                }
            }
            return images;
        }
    }

    /// Writes one image of doubles with its checksums, whole or not at all.
    ///
    /// @param history what is said of its making
    public static void write(Path file, Image image, List<String> history) throws IOException {
        try (FitsOutput out = new FitsOutput(file)) {
            put(out, image, history);
            out.commit();
        }
    }

    static void put(FitsOutput out, Image image, List<String> history) throws IOException {
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T / conforms to FITS standard",
                "BITPIX  =                  -64 / array data type",
                "NAXIS   =                    2 / number of array dimensions",
                "NAXIS1  = %20d".formatted(image.width()),
                "NAXIS2  = %20d".formatted(image.height())));
        history.forEach(header::history);
        out.begin(header);
        out.pixels(image.pixels(), -64);
        out.end();
    }
}
