package hyades.images;

import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.ImageFile;
import hyades.fits.ImageHdu;
import hyades.fits.InverseVariance;
import hyades.fits.MaskFile;
import hyades.fits.Selection;
import hyades.partition.Subrange;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The image of a file, open to be read row by row.
///
/// @param image  what is compressed has been decompressed into a file without a name
/// @param header what the file says of it
/// @param weight says how certain it is; null where nobody asks, or nothing says so
record Frame(Path file, ImageHdu image, Cards header, InverseVariance weight) implements AutoCloseable {
    /// Whether it has to be said how certain an image is.
    enum Certainty {
        UNASKED,
        IF_SAID,
        REQUIRED
    }

    private static final int DIGIT = 16;

    private static final long MOST_SAMPLED = 1 << 20;

    /// Pixels that are read at once where all are.
    private static final int AT_ONCE = 1 << 17;

    /// @param selection of which the first image is taken
    /// @param mask      which the caller closes; null where the selection names no file for it
    /// @param isSummed  whether all data are read for the checksums that they carry, if any
    /// @param scratch   folder for what is decompressed
    /// @throws IOException with the file and the reason if it is bad
    static Frame open(
            Path file, Selection selection, MaskFile mask, boolean isSummed, Certainty certainty, Path scratch)
            throws IOException {
        try {
            return of(file, ImageFile.open(file, selection, mask, isSummed), certainty, scratch);
        } catch (IOException | RuntimeException e) {
            throw new IOException("%s: %s".formatted(file, ImageBatch.reason(file, e)), e);
        }
    }

    private static Frame of(Path file, ImageFile open, Certainty certainty, Path scratch) throws IOException {
        ImageHdu there = null;
        InverseVariance weight = null;
        try {
            ImageHdu image = open.images().getFirst();
            if (open.images().size() > 1) {
                throw new IOException("%d images (HDU %s), expected one: say which, as in FILE[%s]"
                        .formatted(
                                open.images().size(),
                                open.images().stream().map(ImageHdu::label).collect(Collectors.joining("; ")),
                                image.index()));
            }
            if (image.planes() > 1) {
                throw new IOException(
                        "HDU %d: a cube of %d planes, expected one".formatted(image.index(), image.planes()));
            }
            InverseVariance found = switch (certainty) {
                case UNASKED -> null;
                case IF_SAID -> InverseVariance.ifSaid(image, open.hdus());
                case REQUIRED -> InverseVariance.of(image, open.hdus());
            };
            if (found != null) {
                weight = new InverseVariance(found.hdu().onDisk(scratch), found.kind());
            }
            there = image.onDisk(scratch);
            return new Frame(file, there, FitsFiles.inherited(image, open.hdus()), weight);
        } finally {
            open.closeAllBut(there, weight == null ? null : weight.hdu());
            if (there == null && weight != null) {
                weight.hdu().close();
            }
        }
    }

    /// The same of the part of the image that another is of one of its size.
    Frame cutAs(ImageHdu other) {
        return new Frame(file, image.cutAs(other), header, weight == null ? null : weight.cutAs(other));
    }

    int width() {
        return image.width();
    }

    int height() {
        return image.height();
    }

    /// What is wrong with the image though it could be read, in one line each.
    List<String> doubts() {
        return Stream.concat(
                        image.doubtsAndMask().stream(),
                        weight == null ? Stream.empty() : weight.hdu().doubts().stream())
                .map(doubt -> file + ": " + doubt)
                .toList();
    }

    /// The pixels of rows, one below the other.
    ///
    /// @param room receives them if it has their number; else a new array does
    double[] rows(Subrange rows, double[] room) throws IOException {
        try {
            int[] numbers = IntStream.range(rows.start(), rows.end()).toArray();
            return image.rows(0, numbers, room).pixels();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// The same in single precision, which has to hold them.
    void rows(Subrange rows, float[] to) throws IOException {
        try {
            image.rows(rows.start(), rows.length(), to);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// The variances of rows, NaN where nothing is said.
    ///
    /// @param room receives them if it has their number; else a new array does
    double[] variances(Subrange rows, double[] room) throws IOException {
        try {
            int[] numbers = IntStream.range(rows.start(), rows.end()).toArray();
            double[] said = weight.hdu().rows(0, numbers, room).pixels();
            for (int i = 0; i < said.length; i++) {
                said[i] = weight.kind().variance(said[i]);
            }
            return said;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// The inverse variances of rows, NaN where nothing is said.
    ///
    /// @param to receives them, from its first place on
    void weights(Subrange rows, double[] to) throws IOException {
        try {
            int[] numbers = IntStream.range(rows.start(), rows.end()).toArray();
            double[] said = weight.hdu().rows(0, numbers, to).pixels();
            for (int i = 0; i < said.length; i++) {
                to[i] = weight.kind().of(said[i]);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private IOException failure(IOException e) {
        return new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
    }

    /// What is done to some rows.
    private interface Piece {
        void see(double[] pixels) throws IOException;
    }

    private void each(Piece piece) throws IOException {
        double[] pixels = {};
        int atOnce = Math.max(1, AT_ONCE / width());
        for (int row = 0; row < height(); row += atOnce) {
            pixels = rows(new Subrange(row, Math.min(height(), row + atOnce)), pixels);
            piece.see(pixels);
        }
    }

    /// The mode of the sky, of every so many rows so that about a million pixels are sorted; IRAF's `imcombine`
    /// takes ten thousand.
    double mode() throws IOException {
        int every = (int) Math.ceilDiv((long) width() * height(), MOST_SAMPLED);
        int[] numbers = IntStream.iterate(Math.min(every / 2, height() - 1), row -> row < height(), row -> row + every)
                .toArray();
        try {
            return ClippedStatistics.of(image.rows(0, numbers, new double[0]).pixels())
                    .mode();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// The mean of what a function makes of the pixels that are not missing; NaN without any. Row by row, then over the
    /// rows, so that rounding stays small.
    double mean(DoubleUnaryOperator of) throws IOException {
        double[] sum = {0, 0};
        each(pixels -> {
            for (int row = 0; row < pixels.length; row += width()) {
                double ofRow = 0;
                for (int i = row; i < row + width(); i++) {
                    if (pixels[i] == pixels[i]) {
                        ofRow += of.applyAsDouble(pixels[i]);
                        sum[1]++;
                    }
                }
                sum[0] += ofRow;
            }
        });
        return sum[0] / sum[1];
    }

    /// The median of what a function makes of the pixels that are not missing, the mean of the two middle ones of an
    /// even number; NaN without any. Found by counting the leading 16 bits of their keys, then the next 16 of those
    /// that lead like it, so that no more than a piece of the frame is in memory.
    double median(DoubleUnaryOperator of) throws IOException {
        long[] before = {0, 0}; // of the two middle values, how many are smaller than what leads like them
        long[] leading = {0, 0};
        long present = 0;
        for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
            long[][] counts = count(of, shift, leading);
            if (shift == Long.SIZE - DIGIT) {
                present = Arrays.stream(counts[0]).sum();
                if (present == 0) {
                    return Double.NaN;
                }
            }
            long[] ranks = {(present - 1) / 2, present / 2};
            for (int m = 0; m < 2; m++) {
                int digit = 0;
                while (before[m] + counts[m][digit] <= ranks[m]) {
                    before[m] += counts[m][digit++];
                }
                leading[m] = leading[m] << DIGIT | digit;
            }
        }
        return (PixelOrder.value(leading[0] ^ Long.MIN_VALUE) + PixelOrder.value(leading[1] ^ Long.MIN_VALUE)) / 2;
    }

    private long[][] count(DoubleUnaryOperator of, int shift, long[] leading) throws IOException {
        long[][] counts = new long[2][1 << DIGIT];
        boolean isFirst = shift == Long.SIZE - DIGIT;
        each(pixels -> {
            for (double pixel : pixels) {
                if (pixel == pixel) {
                    long key = PixelOrder.key(of.applyAsDouble(pixel)) ^ Long.MIN_VALUE; // unsigned in their order
                    for (int m = 0; m < 2; m++) {
                        if (isFirst || key >>> shift + DIGIT == leading[m]) {
                            counts[m][(int) (key >>> shift) & (1 << DIGIT) - 1]++;
                        }
                    }
                }
            }
        });
        return counts;
    }

    @Override
    public void close() throws IOException {
        image.close();
        if (weight != null) {
            weight.hdu().close();
        }
    }
}
