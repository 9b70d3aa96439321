package hyades.images;

import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import hyades.partition.Subrange;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Frames less bias and dark current, and over the flat field: `(pixel - bias - dark · t / t_dark) / (flat / level)`,
/// in this order and to the same bits as ccdproc's `ccd_process`, whose level of the flat is its mean.
///
/// What is missing in a master is missing in the result, and so is what the flat field says that it saw no light: 0 or
/// less, of which a quotient would be infinite or of the wrong sign.
public final class Calibration implements ImageOperation, AutoCloseable {
    /// What a flat field is divided by.
    public enum Level {
        MEAN,
        MEDIAN
    }

    /// Which images frames are calibrated by, and how.
    ///
    /// @param bias      null for none, as `dark` and `flat`
    /// @param exposure  card of the exposure time, of frames and of the dark
    /// @param leastFlat what pixels of the flat are raised to before its level is found; minus infinity for none
    public record Masters(Path bias, Path dark, Path flat, String exposure, Level level, double leastFlat) {
        /// Their files.
        public List<Path> files() {
            return Stream.of(bias, dark, flat).filter(Objects::nonNull).toList();
        }
    }

    /// The only kind of its results.
    public static final List<String> KINDS = List.of("calibrated");

    private final Masters masters;
    private final Timeline timeline;
    private final List<Frame> open = new ArrayList<>();
    private final Frame bias;
    private final Frame dark;
    private final Frame flat;
    private final double darkExposure;
    private final double level;
    private final String contents;
    private double ofDark;
    private double[] result = {};
    private double[] biasRows = {};
    private double[] darkRows = {};
    private double[] flatRows = {};

    /// Opens the masters.
    ///
    /// @param images  which images they are
    /// @param scratch folder for what is decompressed
    /// @throws IOException with the file and the reason, if one is bad, or of another size than the others
    public Calibration(Masters masters, Selection images, Path scratch, Timeline timeline) throws IOException {
        this.masters = masters;
        this.timeline = timeline;
        try {
            bias = open(masters.bias, images, scratch);
            dark = open(masters.dark, images, scratch);
            flat = open(masters.flat, images, scratch);
            darkExposure = dark == null ? 1 : exposure(dark);
            level = flat == null ? 1 : level(flat);
            StringBuilder all = new StringBuilder();
            for (Frame master : open) {
                all.append(' ')
                        .append(ContentKey.of(master.file(), "", () -> false).input());
            }
            contents = all.toString();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Frame open(Path file, Selection images, Path scratch) throws IOException {
        if (file == null) {
            return null;
        }
        Frame master = Frame.open(file, images, false, scratch);
        open.add(master);
        Frame first = open.getFirst();
        if (master.width() != first.width() || master.height() != first.height()) {
            throw new IOException("%s: %d x %d pixels, %s has %d x %d"
                    .formatted(file, master.width(), master.height(), first.file(), first.width(), first.height()));
        }
        return master;
    }

    private double exposure(Frame master) throws IOException {
        double exposure = master.header().number(masters.exposure, Double.NaN);
        if (!(exposure > 0)) {
            throw new IOException("%s: %s: expected a time above 0 to scale it by"
                    .formatted(
                            master.file(),
                            Double.isNaN(exposure)
                                    ? "has no " + masters.exposure
                                    : masters.exposure + " is " + exposure));
        }
        return exposure;
    }

    private double level(Frame master) throws IOException {
        DoubleUnaryOperator raised = pixel -> Math.max(pixel, masters.leastFlat);
        double level = switch (masters.level) {
            case MEAN -> master.mean(raised);
            case MEDIAN -> master.median(raised);
        };
        if (!(level > 0 && level < Double.POSITIVE_INFINITY)) {
            throw new IOException("%s: its %s is %s: expected one above 0 to divide it by"
                    .formatted(master.file(), masters.level.name().toLowerCase(Locale.ROOT), level));
        }
        return level;
    }

    /// What is wrong with the masters though they could be read, in one line each.
    public List<String> doubts() {
        return open.stream().flatMap(master -> master.doubts().stream()).toList();
    }

    @Override
    public List<String> kinds() {
        return KINDS;
    }

    @Override
    public String name() {
        return "calibrate";
    }

    @Override
    public String parameters() {
        return "calibrate%s%s%s%s, %s, %s, least %s"
                .formatted(
                        bias == null ? "" : " bias",
                        dark == null ? "" : " dark",
                        flat == null ? "" : " flat",
                        contents,
                        masters.exposure,
                        masters.level,
                        masters.leastFlat);
    }

    @Override
    public List<String> history() throws IOException {
        List<String> lines = new ArrayList<>();
        if (bias != null) {
            lines.add("minus bias " + said(bias));
        }
        if (dark != null) {
            lines.add("minus %s times dark %s".formatted(ofDark, said(dark)));
        }
        if (flat != null) {
            String least = masters.leastFlat > Double.NEGATIVE_INFINITY ? ", at least " + masters.leastFlat : "";
            lines.add("over flat " + said(flat));
            lines.add("which was divided by its %s %s%s"
                    .formatted(masters.level.name().toLowerCase(Locale.ROOT), level, least));
        }
        return lines;
    }

    private static String said(Frame master) throws IOException {
        return "%s DATASUM %d".formatted(master.file(), master.image().dataSum());
    }

    @Override
    public int reach() {
        return 0;
    }

    @Override
    public int[] rowsFor(int start, int end, int height) {
        return IntStream.range(start, end).toArray();
    }

    @Override
    public void begin(ImageHdu image, List<ImageHdu> images, List<ImageHdu> hdus) throws IOException {
        if (images.size() > 1) {
            throw new IOException("%d images in it, the masters are of one: expected --hdu".formatted(images.size()));
        }
        Frame first = open.getFirst();
        if (image.width() != first.width() || image.height() != first.height()) {
            throw new IOException("HDU %d: %d x %d pixels, %s has %d x %d"
                    .formatted(
                            image.index(), image.width(), image.height(), first.file(), first.width(), first.height()));
        }
        List<String> uncertainties = image.uncertainties(hdus);
        if (flat != null && !uncertainties.isEmpty()) {
            throw new IOException("HDU %s: uncertainties, which are not divided by the flat here: expected none"
                    .formatted(String.join("; ", uncertainties)));
        }
        if (dark != null) {
            double exposure = FitsFiles.inherited(image, hdus).number(masters.exposure, Double.NaN);
            if (!(exposure >= 0)) {
                throw new IOException("%s: expected a time to scale the dark by"
                        .formatted(
                                Double.isNaN(exposure)
                                        ? "no " + masters.exposure
                                        : masters.exposure + " is " + exposure));
            }
            ofDark = exposure / darkExposure;
        }
    }

    @Override
    public double[] apply(Image rows, int start, int end, int height, Results results) throws IOException {
        Subrange own = new Subrange(start, end);
        long read = System.nanoTime();
        biasRows = bias == null ? biasRows : bias.rows(own, biasRows);
        darkRows = dark == null ? darkRows : dark.rows(own, darkRows);
        flatRows = flat == null ? flatRows : flat.rows(own, flatRows);
        timeline.ended(Activity.READING, "masters", read);
        long computed = System.nanoTime();
        double[] frame = rows.pixels();
        result = result.length == frame.length ? result : new double[frame.length];
        System.arraycopy(frame, 0, result, 0, frame.length);
        if (bias != null) {
            subtract(result, biasRows, 1);
        }
        if (dark != null) {
            subtract(result, darkRows, ofDark);
        }
        if (flat != null) {
            divide(result, flatRows);
        }
        timeline.ended(Activity.COMPUTE, "calibrate", computed);
        results.add(KINDS.getFirst(), result);
        return result;
    }

    private static void subtract(double[] pixels, double[] master, double factor) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] -= master[i] * factor;
        }
    }

    private void divide(double[] pixels, double[] flat) {
        for (int i = 0; i < pixels.length; i++) {
            double sensitivity = Math.max(flat[i], masters.leastFlat) / level;
            pixels[i] = sensitivity > 0 ? pixels[i] / sensitivity : Double.NaN;
        }
    }

    @Override
    public void close() throws IOException {
        for (Frame master : open) {
            master.close();
        }
    }
}
