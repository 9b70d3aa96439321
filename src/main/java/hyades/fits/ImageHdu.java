package hyades.fits;

import hyades.storage.UnnamedFile;
import hyades.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One HDU of a file: its header, and where its data are.
///
/// @param index  0 for the primary
/// @param header as it would be if it were not compressed
/// @param source where the data are: the file, or what was decompressed
/// @param offset of the data in `source`
/// @param size   of the data, without what fills their last block
/// @param width  NAXIS1; 0 where the HDU holds no image
/// @param height NAXIS2; 1 for an image of one axis
/// @param planes the product of the other axes
/// @param packed the table of compressed tiles that it was made of; null where it is as it was stored
/// @param doubts what is wrong with it though it can be read, in one line each
/// @param mask   which of the pixels are missing besides NaN and BLANK; null for none
public record ImageHdu(
        int index,
        Cards header,
        PixelFormat format,
        ByteSource source,
        long offset,
        long size,
        int width,
        int height,
        int planes,
        ImageHdu packed,
        List<String> doubts,
        PixelMask mask) {
    /// Bytes read at once.
    private static final int CHUNK = 1 << 20;

    public boolean isImage() {
        return width > 0;
    }

    ImageHdu unpackedFrom(ImageHdu table) {
        return new ImageHdu(index, header, format, source, offset, size, width, height, planes, table, doubts, mask);
    }

    ImageHdu with(List<String> doubts) {
        return new ImageHdu(index, header, format, source, offset, size, width, height, planes, packed, doubts, mask);
    }

    /// The same without the pixels that a mask says are bad.
    ImageHdu masked(PixelMask mask) {
        return new ImageHdu(index, header, format, source, offset, size, width, height, planes, packed, doubts, mask);
    }

    /// The same with another header.
    ImageHdu with(Cards header) {
        return new ImageHdu(index, header, format, source, offset, size, width, height, planes, packed, doubts, mask);
    }

    /// A part of it, and of its mask, which is no longer compressed.
    ///
    /// @param part where the part's pixels are
    ImageHdu cut(Cards header, Section.Cut part) {
        PixelMask ofPart = mask == null ? null : mask.cut(part);
        return new ImageHdu(
                index, header, format, part, 0, part.size(), part.width(), part.height(), planes, null, doubts, ofPart);
    }

    /// The same part of this as of another image.
    ImageHdu cut(Section.Cut other) {
        return cut(header, new Section.Cut(this, other.left(), other.below(), other.width(), other.height()));
    }

    /// This, or, if another is part of an image, the same part of this.
    public ImageHdu cutAs(ImageHdu other) {
        return other.source instanceof Section.Cut part ? cut(part) : this;
    }

    /// The image that this is part of, or this.
    public ImageHdu whole() {
        return source instanceof Section.Cut part ? part.image() : this;
    }

    /// Which part of an image this is, for people; null where it is whole.
    public String part() {
        return source instanceof Section.Cut part ? part.toString() : null;
    }

    /// Whether its pixels or its mask's come from there.
    boolean reads(ByteSource from) {
        return stored(source) == from || mask != null && stored(mask.plane().source) == from;
    }

    private static ByteSource stored(ByteSource source) {
        return source instanceof Section.Cut part ? part.image().source : source;
    }

    /// What is wrong with it, and with its mask.
    public List<String> doubtsAndMask() {
        return mask == null
                ? doubts
                : Stream.concat(doubts.stream(), mask.plane().doubts().stream().map(doubt -> "mask: " + doubt))
                        .toList();
    }

    /// Closes what its pixels and its mask's come from.
    public void close() throws IOException {
        source.close();
        if (mask != null) {
            mask.plane().source().close();
        }
    }

    /// The HDUs of its file that say how uncertain its pixels are, as they are told to users.
    public List<String> uncertainties(List<ImageHdu> hdus) {
        return PlaneRole.beside(this, PlaneRole.UNCERTAINTY, hdus).stream()
                .map(ImageHdu::label)
                .toList();
    }

    /// EXTNAME; null where nothing but PRIMARY is said.
    String name() {
        String name = header.text("EXTNAME");
        return name == null || name.isBlank() || index == 0 && name.strip().equalsIgnoreCase("PRIMARY")
                ? null
                : name.strip();
    }

    /// EXTVER, which is 1 if it is not said.
    long version() {
        try {
            return header.integer("EXTVER", 1);
        } catch (IOException e) {
            return 1; // nothing that anybody can ask for
        }
    }

    /// Number, name and version, as they are said to users.
    public String label() {
        String name = name() == null ? "" : " " + Printable.of(name());
        return index + name + (name() != null && header.has("EXTVER") ? "," + version() : "");
    }

    long padded() {
        return Math.ceilDiv(size, Cards.BLOCK) * Cards.BLOCK;
    }

    /// Reads rows of a plane, one below the other.
    ///
    /// @param rows their numbers, ascending
    /// @param room receives the pixels if it has their number; else a new array does
    public Image rows(int plane, int[] rows, double[] room) throws IOException {
        if ((long) rows.length * width > Integer.MAX_VALUE - 8) {
            throw new IOException(
                    "%d rows of %d pixels at once: more than an array holds".formatted(rows.length, width));
        }
        double[] pixels = room.length == rows.length * width ? room : new double[rows.length * width];
        int atOnce = (int) Math.max(1, CHUNK / ((long) width * format.bytes()));
        for (int i = 0; i < rows.length; ) {
            int run = 1;
            while (run < atOnce && i + run < rows.length && rows[i + run] == rows[i] + run) {
                run++;
            }
            decode(plane, rows[i], run, pixels, i * width);
            if (mask != null) {
                boolean[] missing = mask.missing(plane, rows[i], run);
                for (int j = 0; j < missing.length; j++) {
                    if (missing[j]) {
                        pixels[i * width + j] = Double.NaN;
                    }
                }
            }
            i += run;
        }
        String unit = header.text("BUNIT");
        return new Image(width, rows.length, pixels, unit == null ? "" : Printable.of(unit.strip()));
    }

    /// Reads rows below each other, missing or not.
    void decode(int plane, int row, int rows, double[] to, int offset) throws IOException {
        long start = this.offset + ((long) plane * height + row) * width * format.bytes();
        ByteBuffer bytes = source.read(start, Math.multiplyExact(rows * width, format.bytes()));
        try {
            format.decode(bytes, to, offset, rows * width);
        } catch (IOException e) {
            throw new IOException("HDU %d: %s".formatted(index, e.getMessage()), e);
        }
    }

    /// Reads rows of the first plane in single precision, for a format that [PixelFormat#fitsSingle].
    ///
    /// @param to receives them, from its first place on
    public void rows(int first, int count, float[] to) throws IOException {
        int atOnce = (int) Math.max(1, CHUNK / ((long) width * format.bytes()));
        for (int row = 0; row < count; row += atOnce) {
            int run = Math.min(atOnce, count - row);
            long start = offset + (long) (first + row) * width * format.bytes();
            ByteBuffer bytes = source.read(start, Math.multiplyExact(run * width, format.bytes()));
            format.decodeSingle(bytes, to, row * width, run * width);
            if (mask != null) {
                boolean[] missing = mask.missing(0, first + row, run);
                for (int j = 0; j < missing.length; j++) {
                    if (missing[j]) {
                        to[row * width + j] = Float.NaN;
                    }
                }
            }
        }
    }

    /// This HDU with its data, and its mask's, in files that are gone when they are closed, or with the end of the
    /// process: for what was decompressed into memory and is to be read piece by piece.
    ///
    /// @param folder on whose disk they are
    public ImageHdu onDisk(Path folder) throws IOException {
        ByteSource there = stored(source) instanceof ByteSource.Memory ? copied(folder) : source;
        try {
            return new ImageHdu(
                    index,
                    header,
                    format,
                    there,
                    there == source ? offset : 0,
                    size,
                    width,
                    height,
                    planes,
                    packed,
                    doubts,
                    mask == null ? null : mask.onDisk(folder));
        } catch (IOException | RuntimeException e) {
            there.close();
            throw e;
        }
    }

    private ByteSource copied(Path folder) throws IOException {
        FileChannel out = UnnamedFile.open(folder);
        try {
            for (long at = 0; at < size; at += CHUNK) {
                ByteBuffer bytes = source.read(offset + at, (int) Math.min(CHUNK, size - at));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            return new ByteSource.Channel(out, () -> false);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /// Reads a whole plane.
    public Image plane(int plane) throws IOException {
        return rows(plane, java.util.stream.IntStream.range(0, height).toArray(), new double[0]);
    }

    /// The sum of the data as FITS has it.
    public long dataSum() throws IOException {
        long sum = 0;
        long end = Math.min(padded(), source.size() - offset);
        for (long at = 0; at < end; at += CHUNK) {
            sum = Cards.sum(wholeWords(source.read(offset + at, (int) Math.min(CHUNK, end - at))), sum);
        }
        return sum;
    }

    /// Filled up with zeros, where a file ends before its last block does.
    private static ByteBuffer wholeWords(ByteBuffer bytes) {
        return bytes.remaining() % 4 == 0
                ? bytes
                : ByteBuffer.allocate(Math.ceilDiv(bytes.remaining(), 4) * 4)
                        .put(bytes)
                        .rewind();
    }
}
