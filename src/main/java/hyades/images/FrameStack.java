package hyades.images;

import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.ImageHdu;
import hyades.partition.Subrange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Frames of one size, open side by side, whose rows are read as keys to sort.
///
/// Frames that are compressed are decompressed once, one after the other, into files without a name.
public final class FrameStack implements AutoCloseable {
    private static final int DIGIT = 16;

    private final List<Path> files = new ArrayList<>();
    private final List<ImageHdu> frames = new ArrayList<>();
    private final List<Cards> headers = new ArrayList<>();
    private double[] factors;
    private boolean isSingle;

    /// Rows of all frames: integers in the order of the values, those of missing pixels the largest.
    ///
    /// @param single shape (frames, pixels) where single precision holds all values, else null
    /// @param whole the same in double precision, else null
    record Rows(int[][] single, long[][] whole) {}

    /// @param hdu which HDU, from 0; the first that holds an image if negative
    /// @param scratch folder for what is decompressed
    /// @throws IOException with the file and the reason if one is bad, or of another size than the first
    public FrameStack(List<Path> files, int hdu, Path scratch) throws IOException {
        try {
            for (Path file : files) {
                open(file, hdu, scratch);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        factors = new double[frames.size()];
        Arrays.fill(factors, 1);
        isSingle = bitpix() == -32;
    }

    private void open(Path file, int hdu, Path scratch) throws IOException {
        ByteSource source = ByteSource.open(file);
        ImageHdu frame = null;
        try {
            List<ImageHdu> hdus = FitsFiles.read(source);
            frame = chosen(hdus, hdu);
            if (!frames.isEmpty() && (frame.width() != width() || frame.height() != height())) {
                throw new IOException("%d x %d pixels, the first frame has %d x %d"
                        .formatted(frame.width(), frame.height(), width(), height()));
            }
            files.add(file);
            headers.add(FitsFiles.inherited(frame, hdus));
            frames.add(frame.source() instanceof ByteSource.Memory ? frame.onDisk(scratch) : frame);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw new IOException("%s: %s".formatted(file, ImageBatch.reason(e)), e);
        }
        if (frames.getLast() != frame || frame.source() != source) {
            source.close(); // what was in it is elsewhere
        }
    }

    private static ImageHdu chosen(List<ImageHdu> hdus, int hdu) throws IOException {
        if (hdu >= hdus.size() || hdu >= 0 && !hdus.get(hdu).isImage()) {
            throw new IOException("HDU %d: %s".formatted(hdu, hdu < hdus.size() ? "no image" : "not there"));
        }
        ImageHdu chosen = hdu >= 0
                ? hdus.get(hdu)
                : hdus.stream()
                        .filter(ImageHdu::isImage)
                        .findFirst()
                        .orElseThrow(() -> new IOException("no image in it"));
        if (chosen.planes() > 1) {
            throw new IOException(
                    "HDU %d: a cube of %d planes, expected one".formatted(chosen.index(), chosen.planes()));
        }
        return chosen;
    }

    /// Multiplies the values of each frame from now on, in double precision unless all factors are 1.
    ///
    /// @param factors shape (frames)
    public void scale(double[] factors) {
        this.factors = factors.clone();
        isSingle = bitpix() == -32 && Arrays.stream(factors).allMatch(factor -> factor == 1);
    }

    public int size() {
        return frames.size();
    }

    public int width() {
        return frames.getFirst().width();
    }

    public int height() {
        return frames.getFirst().height();
    }

    /// What each file says of its frame.
    public List<Cards> headers() {
        return List.copyOf(headers);
    }

    /// BITPIX of frames that hold more than single precision is -64, else -32.
    public int bitpix() {
        return frames.stream().allMatch(frame -> frame.format().fitsSingle()) ? -32 : -64;
    }

    /// Whether single precision holds every value.
    boolean isSingle() {
        return isSingle;
    }

    /// Makes room for rows.
    Rows room(int rows) {
        int pixels = Math.multiplyExact(rows, width());
        return isSingle ? new Rows(new int[size()][pixels], null) : new Rows(null, new long[size()][pixels]);
    }

    /// Reads the same rows of all frames.
    ///
    /// @throws IOException with the file and the reason
    void read(Subrange rows, Rows to) throws IOException {
        int pixels = rows.length() * width();
        float[] single = isSingle ? new float[pixels] : null;
        double[] whole = isSingle ? null : new double[pixels];
        int[] numbers = IntStream.range(rows.start(), rows.end()).toArray();
        for (int frame = 0; frame < frames.size(); frame++) {
            try {
                if (isSingle) {
                    frames.get(frame).rows(rows.start(), rows.length(), single);
                    keys(single, pixels, to.single[frame]);
                } else {
                    whole = frames.get(frame).rows(0, numbers, whole).pixels();
                    keys(whole, pixels, factors[frame], to.whole[frame]);
                }
            } catch (IOException e) {
                throw new IOException("%s: %s".formatted(files.get(frame), e.getMessage()), e);
            }
        }
    }

    private static void keys(float[] values, int count, int[] keys) {
        for (int i = 0; i < count; i++) {
            float value = values[i];
            int bits = Float.floatToRawIntBits(value);
            keys[i] = value == value ? bits ^ bits >> 31 & Integer.MAX_VALUE : Integer.MAX_VALUE;
        }
    }

    private static void keys(double[] values, int count, double factor, long[] keys) {
        for (int i = 0; i < count; i++) {
            double value = values[i] * factor;
            keys[i] = value == value ? PixelOrder.key(value) : Long.MAX_VALUE;
        }
    }

    /// The values of keys; NaN for those of missing pixels.
    static void values(int[] keys, double[] values, int length) {
        for (int k = 0; k < length; k++) {
            int key = keys[k];
            values[k] = Float.intBitsToFloat(key ^ key >> 31 & Integer.MAX_VALUE); // the largest key's is a NaN
        }
    }

    /// The values of keys; NaN for those of missing pixels.
    static void values(long[] keys, double[] values, int length) {
        for (int k = 0; k < length; k++) {
            values[k] = PixelOrder.value(keys[k]); // the largest key's is a NaN
        }
    }

    /// The median of a frame's pixels that are not missing, the mean of the two middle ones of an even number;
    /// NaN without any. Found by counting the leading 16 bits of their keys, then the next 16 of those that
    /// lead like it, so that no more than a piece of the frame is in memory.
    double median(int frame) throws IOException {
        long[] before = {0, 0}; // of the two middle values, how many are smaller than what leads like them
        long[] leading = {0, 0};
        long present = 0;
        for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
            long[][] counts = new long[2][1 << DIGIT];
            count(frame, shift, leading, counts);
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

    private void count(int frame, int shift, long[] leading, long[][] counts) throws IOException {
        double[] pixels = {};
        int atOnce = Math.max(1, (1 << 17) / width());
        boolean isFirst = shift == Long.SIZE - DIGIT;
        for (int row = 0; row < height(); row += atOnce) {
            int[] numbers =
                    IntStream.range(row, Math.min(height(), row + atOnce)).toArray();
            pixels = frames.get(frame).rows(0, numbers, pixels).pixels();
            for (double pixel : pixels) {
                if (pixel == pixel) {
                    long key = PixelOrder.key(pixel) ^ Long.MIN_VALUE; // unsigned in the order of the values
                    for (int m = 0; m < 2; m++) {
                        if (isFirst || key >>> shift + DIGIT == leading[m]) {
                            counts[m][(int) (key >>> shift) & (1 << DIGIT) - 1]++;
                        }
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ImageHdu frame : frames) {
            frame.source().close();
        }
    }
}
