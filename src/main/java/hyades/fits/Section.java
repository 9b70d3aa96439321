package hyades.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of an image, in FITS order: columns, then rows, from 1, both ends in it, as cfitsio's names of files have it.
///
/// @param firstColumn 0 for all, then `lastColumn` too
/// @param firstRow    0 for all, then `lastRow` too
public record Section(int firstColumn, int lastColumn, int firstRow, int lastRow) {
    private static final Pattern RANGE = Pattern.compile("\\s*(?:\\*|(\\d{1,9})(?:\\s*:\\s*(\\d{1,9}))?)\\s*");

    /// Reads `10:200,*`.
    ///
    /// @throws IllegalArgumentException that says what was expected
    static Section parse(String text) {
        int[] ends = new int[4];
        String[] ranges = text.split(",", -1);
        for (int axis = 0; axis < ranges.length; axis++) {
            Matcher range = RANGE.matcher(ranges[axis]);
            boolean isRead = ranges.length == 2 && range.matches();
            if (isRead && range.group(1) != null) {
                ends[2 * axis] = Integer.parseInt(range.group(1));
                ends[2 * axis + 1] = Integer.parseInt(range.group(range.group(2) == null ? 1 : 2));
                isRead = ends[2 * axis] >= 1 && ends[2 * axis + 1] >= ends[2 * axis];
            }
            if (!isRead) {
                throw new IllegalArgumentException(
                        "section [%s]: expected columns and rows from 1, the lower first and without steps, as in [10:200,*]"
                                .formatted(text));
            }
        }
        return new Section(ends[0], ends[1], ends[2], ends[3]);
    }

    /// Columns before it.
    int left() {
        return Math.max(0, firstColumn - 1);
    }

    /// Rows before it.
    int below() {
        return Math.max(0, firstRow - 1);
    }

    /// Cuts it out of an image, of all of its planes.
    ///
    /// @throws IOException in one line, if it is not in it
    ImageHdu of(ImageHdu image) throws IOException {
        if (lastColumn > image.width() || lastRow > image.height()) {
            throw new IOException("section %s: HDU %s has %d x %d pixels"
                    .formatted(this, image.label(), image.width(), image.height()));
        }
        int width = firstColumn == 0 ? image.width() : lastColumn - firstColumn + 1;
        int height = firstRow == 0 ? image.height() : lastRow - firstRow + 1;
        Cards header = image.header().copy();
        header.cut(left(), below(), width, height);
        return image.cut(header, new Cut(image, left(), below(), width, height));
    }

    @Override
    public String toString() {
        String columns = firstColumn == 0 ? "*" : firstColumn + ":" + lastColumn;
        return "[%s,%s]".formatted(columns, firstRow == 0 ? "*" : firstRow + ":" + lastRow);
    }

    /// The bytes of such a part, as if they followed each other.
    record Cut(ImageHdu image, int left, int below, int width, int height) implements ByteSource {
        /// For people.
        @Override
        public String toString() {
            return "section [%d:%d,%d:%d] of %d x %d pixels"
                    .formatted(left + 1, left + width, below + 1, below + height, image.width(), image.height());
        }

        @Override
        public long size() {
            return (long) image.planes() * height * width * image.format().bytes();
        }

        @Override
        public ByteBuffer read(long offset, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            long rowBytes = (long) width * image.format().bytes();
            while (bytes.hasRemaining()) {
                long at = offset + bytes.position();
                long row = at / rowBytes;
                long whole = row / height * image.height() + below + row % height;
                long place = (whole * image.width() + left) * image.format().bytes() + at % rowBytes;
                int run = (int) Math.min(bytes.remaining(), rowBytes - at % rowBytes);
                bytes.put(image.source().read(image.offset() + place, run));
            }
            return bytes.flip();
        }

        @Override
        public void close() throws IOException {
            image.source().close();
        }
    }
}
