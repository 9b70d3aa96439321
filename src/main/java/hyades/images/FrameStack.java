package hyades.images;

import hyades.fits.Cards;
import hyades.fits.MaskFile;
import hyades.fits.Selection;
import hyades.partition.Subrange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/// Frames of one size, open side by side, whose rows are read as keys to sort.
///
/// Frames that are compressed are decompressed once, one after the other, into files without a name.
public final class FrameStack implements AutoCloseable {
    private final List<Frame> frames = new ArrayList<>();
    private MaskFile mask;
    private List<String> doubts;
    private double[] factors;
    private boolean isSingle;

    /// Rows of all frames: integers in the order of the values, those of missing pixels the largest.
    ///
    /// @param single shape (frames, pixels) where single precision holds all values, else null
    /// @param whole the same in double precision, else null
    /// @param weights inverse variances; null where frames are not weighted
    record Rows(int[][] single, long[][] whole, double[][] weights) {}

    /// What a stack cannot be made for.
    static final class Fault extends IOException {
        private static final long serialVersionUID = 1;

        /// Which frame; -1 for the mask of all.
        private final int frame;

        Fault(int frame, IOException cause) {
            super(cause.getMessage(), cause);
            this.frame = frame;
        }

        int frame() {
            return frame;
        }
    }

    /// Frames without weights, whose checksums are all checked.
    FrameStack(List<Path> files, Selection selection, Path scratch) throws IOException {
        this(files, selection, false, scratch, new Subrange(0, files.size()));
    }

    /// @param selection of which the first image of each file is taken
    /// @param isWeighted whether pixels have weights, their inverse variances
    /// @param scratch folder for what is decompressed
    /// @param own frames whose checksums are checked, the first frame's with those of the mask; of the
    /// others as much as their headers tell
    /// @throws Fault with the file and the reason if one is bad, or of another size than the first
    FrameStack(List<Path> files, Selection selection, boolean isWeighted, Path scratch, Subrange own)
            throws IOException {
        int at = -1;
        try {
            mask = MaskFile.ofMany(selection, own.start() == 0 && own.length() > 0, scratch);
            Frame.Certainty certainty = isWeighted ? Frame.Certainty.REQUIRED : Frame.Certainty.UNASKED;
            for (at = 0; at < files.size(); at++) {
                Path file = files.get(at);
                boolean isOwn = at >= own.start() && at < own.end();
                Frame frame = Frame.open(file, selection, mask, isOwn, certainty, scratch);
                frames.add(frame);
                if (frame.width() != width() || frame.height() != height()) {
                    throw new IOException("%s: %d x %d pixels, the first frame has %d x %d"
                            .formatted(file, frame.width(), frame.height(), width(), height()));
                }
            }
            doubts = doubts(own);
        } catch (IOException e) {
            close();
            throw new Fault(at, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        factors = new double[frames.size()];
        Arrays.fill(factors, 1);
        isSingle = bitpix() == -32;
    }

    /// Multiplies the values of each frame from now on, in double precision unless all factors are 1.
    ///
    /// @param factors shape (frames)
    public void scale(double[] factors) {
        this.factors = factors.clone();
        isSingle = bitpix() == -32 && Arrays.stream(factors).allMatch(factor -> factor == 1);
    }

    private List<String> doubts(Subrange own) {
        List<String> all = new ArrayList<>();
        if (mask != null && own.start() == 0 && own.length() > 0) {
            all.addAll(mask.doubts());
        }
        frames.subList(own.start(), own.end()).forEach(frame -> all.addAll(frame.doubts()));
        return all;
    }

    /// What is wrong with files that can be read all the same, each with the file.
    public List<String> doubts() {
        return doubts;
    }

    /// Tells what all ranks have found, each in its own files.
    void doubted(List<String> all) {
        doubts = List.copyOf(all);
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
        return frames.stream().map(Frame::header).toList();
    }

    /// What says which pixels of each frame are missing, for people; empty where nothing does.
    public List<String> masks() {
        return frames.stream()
                .map(frame -> Objects.toString(frame.image().mask(), ""))
                .toList();
    }

    /// BITPIX of frames that hold more than single precision is -64, else -32.
    public int bitpix() {
        return frames.stream().allMatch(frame -> frame.image().format().fitsSingle()) ? -32 : -64;
    }

    /// Whether single precision holds every value.
    boolean isSingle() {
        return isSingle;
    }

    boolean isWeighted() {
        return frames.getFirst().weight() != null;
    }

    /// Where the weights of a frame are from, for people.
    public String weights(int frame) {
        return isWeighted() ? ", weights by " + frames.get(frame).weight() : "";
    }

    /// Makes room for rows.
    Rows room(int rows) {
        int pixels = Math.multiplyExact(rows, width());
        return new Rows(
                isSingle ? new int[size()][pixels] : null,
                isSingle ? null : new long[size()][pixels],
                isWeighted() ? new double[size()][pixels] : null);
    }

    /// Reads the same rows of all frames.
    ///
    /// @throws IOException with the file and the reason
    void read(Subrange rows, Rows to) throws IOException {
        int pixels = rows.length() * width();
        float[] single = isSingle ? new float[pixels] : null;
        double[] whole = isSingle ? null : new double[pixels];
        for (int frame = 0; frame < frames.size(); frame++) {
            if (isSingle) {
                frames.get(frame).rows(rows, single);
                keys(single, pixels, to.single[frame]);
            } else {
                whole = frames.get(frame).rows(rows, whole);
                keys(whole, pixels, factors[frame], to.whole[frame]);
            }
            if (isWeighted()) {
                frames.get(frame).weights(rows, to.weights[frame]);
                weigh(frame, pixels, to);
            }
        }
    }

    /// A value that nobody knows how certain it is, is missing.
    private void weigh(int frame, int count, Rows rows) {
        double[] weights = rows.weights[frame];
        for (int i = 0; i < count; i++) {
            weights[i] /= factors[frame] * factors[frame];
            if (!(weights[i] > 0)) {
                if (isSingle) {
                    rows.single[frame][i] = Integer.MAX_VALUE;
                } else {
                    rows.whole[frame][i] = Long.MAX_VALUE;
                }
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

    /// The median of a frame's pixels that are not missing, as [Frame] has it.
    double median(int frame) throws IOException {
        return frames.get(frame).median(DoubleUnaryOperator.identity());
    }

    /// The mode of a frame's sky, as [Frame] has it.
    double mode(int frame) throws IOException {
        return frames.get(frame).mode();
    }

    @Override
    public void close() throws IOException {
        for (Frame frame : frames) {
            frame.close();
        }
        if (mask != null) {
            mask.close();
        }
    }
}
