package hyades.images;

import hyades.fits.FitsFiles;
import hyades.fits.Image;
import hyades.fits.ImageHdu;
import hyades.fits.InverseVariance;
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
import java.util.stream.Stream;

/// Frames less bias and dark current, and over the flat field: `(pixel - bias - dark · t / t_dark) / (flat / level)`,
/// in this order and to the same bits as ccdproc's `ccd_process`, whose level of the flat is its mean.
///
/// What is missing in a master is missing in the result, and so is what the flat field says that it saw
/// no light: 0 or less, of which a quotient would be infinite or of the wrong sign. Where a frame says
/// how uncertain it is, or its noise is known, so does the result: [CalibratedUncertainty].
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
    /// @param noise     of frames that do not say how uncertain they are; null where nobody knows
    public record Masters(
            Path bias, Path dark, Path flat, String exposure, Level level, double leastFlat, Noise noise) {
        /// Their files.
        public List<Path> files() {
            return Stream.of(bias, dark, flat).filter(Objects::nonNull).toList();
        }
    }

    /// The only kind of its results.
    public static final List<String> KINDS = List.of("calibrated");

    private final Masters masters;
    private final Timeline timeline;
    private final OpenMasters open;
    private final Master bias;
    private final Master dark;
    private final Master flat;
    private final double darkExposure;
    private final double level;
    private final String contents;
    private double ofDark;
    private InverseVariance said;
    private String certainty;
    private double[] result = {};
    private double[] biasRows;
    private double[] darkRows;
    private double[] flatRows;

    /// Opens the masters.
    ///
    /// @param images  which images they are
    /// @param scratch folder for what is decompressed
    /// @throws IOException with the file and the reason, if one is bad, or of another size than the others
    public Calibration(Masters masters, Selection images, Path scratch, Timeline timeline) throws IOException {
        this.masters = masters;
        this.timeline = timeline;
        open = new OpenMasters(masters, images, scratch);
        bias = open.bias();
        dark = open.dark();
        flat = open.flat();
        try {
            darkExposure = dark == null ? 1 : dark.exposure(masters.exposure);
            level = flat == null ? 1 : flat.level(masters.level, masters.leastFlat);
            contents = open.contents();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// What is wrong with the masters though they could be read, in one line each.
    public List<String> doubts() {
        return open.doubts();
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
        return "calibrate%s%s%s%s, %s, %s, least %s, noise %s"
                .formatted(
                        bias == null ? "" : " bias",
                        dark == null ? "" : " dark",
                        flat == null ? "" : " flat",
                        contents,
                        masters.exposure,
                        masters.level,
                        masters.leastFlat,
                        masters.noise);
    }

    @Override
    public List<String> history() throws IOException {
        List<String> lines = new ArrayList<>();
        if (bias != null) {
            lines.add("minus bias " + bias.said());
        }
        if (dark != null) {
            lines.add("minus %s times dark %s".formatted(ofDark, dark.said()));
        }
        if (flat != null) {
            String least = masters.leastFlat > Double.NEGATIVE_INFINITY ? ", at least " + masters.leastFlat : "";
            lines.add("over flat " + flat.said());
            lines.add("which was divided by its %s %s%s"
                    .formatted(masters.level.name().toLowerCase(Locale.ROOT), level, least));
        }
        if (certainty != null) {
            lines.add(certainty);
        }
        return lines;
    }

    @Override
    public List<Beside> besides(List<ImageHdu> images, List<ImageHdu> hdus) throws IOException {
        ImageHdu image = images.getFirst();
        begin(image, images, hdus);
        boolean isChanged = flat != null || open.sayUncertainty();
        if (said != null && isChanged) {
            return List.of(new Beside(said.hdu(), uncertainty(image, said)));
        }
        boolean isByNoise = masters.noise != null && image.uncertainties(hdus).isEmpty();
        return isByNoise
                ? List.of(new Beside(FitsFiles.behind(hdus, image, "UNCERT"), uncertainty(image, null)))
                : List.of();
    }

    private CalibratedUncertainty uncertainty(ImageHdu image, InverseVariance of) {
        return new CalibratedUncertainty(this, image, of, masters.noise, timeline);
    }

    @Override
    public void begin(ImageHdu image, List<ImageHdu> images, List<ImageHdu> hdus) throws IOException {
        if (images.size() > 1) {
            throw new IOException("%d images in it, the masters are of one: expected --hdu".formatted(images.size()));
        }
        open.begin(image);
        beginUncertainty(image, hdus);
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

    /// What is said of the image's uncertainty, here and by others.
    private void beginUncertainty(ImageHdu image, List<ImageHdu> hdus) throws IOException {
        List<String> others = new ArrayList<>(image.uncertainties(hdus));
        boolean doMastersSay = open.sayUncertainty();
        said = others.isEmpty() || flat == null && !doMastersSay || image.planes() > 1
                ? null
                : InverseVariance.ifSaid(image, hdus);
        if (said != null) {
            others.remove(said.hdu().label());
        }
        if (flat != null && !others.isEmpty()) {
            throw new IOException("HDU %s: uncertainties, which are not divided by the flat here: expected %s"
                    .formatted(String.join("; ", others), said == null ? "one of the image's size" : "only " + said));
        }
        if (masters.noise != null && image.planes() > 1) {
            throw new IOException(
                    "HDU %d: a cube of %d planes, expected one for its noise".formatted(image.index(), image.planes()));
        }
        certainty = !others.isEmpty()
                ? "uncertainties as they were: HDU " + String.join("; ", others)
                : said != null
                        ? "uncertainty in " + said
                        : masters.noise != null
                                ? "uncertainty in HDU UNCERT"
                                : doMastersSay ? "nothing says how uncertain the frame is, nor this" : null;
    }

    /// The masters that there are.
    List<Master> masters() {
        return open.all();
    }

    @Override
    public double[] apply(Image rows, int start, int end, int height, Results results) throws IOException {
        double[] pixels = calibrated(rows.pixels(), new Subrange(start, end));
        results.add(KINDS.getFirst(), pixels);
        return pixels;
    }

    /// The pixels of rows, calibrated; these until the next call.
    double[] calibrated(double[] frame, Subrange rows) throws IOException {
        long read = System.nanoTime();
        biasRows = bias == null ? null : bias.pixels(rows);
        darkRows = dark == null ? null : dark.pixels(rows);
        flatRows = flat == null ? null : flat.pixels(rows);
        timeline.ended(Activity.READING, "masters", read);
        long computed = System.nanoTime();
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
        return result;
    }

    /// The bias of the rows calibrated last; null for none.
    double[] bias() {
        return biasRows;
    }

    /// Makes variances of the frame's rows calibrated last those of what they became.
    void propagate(double[] variances, double[] calibrated, Subrange rows) throws IOException {
        if (bias != null && bias.saysUncertainty()) {
            subtract(variances, bias.variances(rows), -1);
        }
        if (dark != null && dark.saysUncertainty()) {
            subtract(variances, dark.variances(rows), -ofDark * ofDark);
        }
        if (flat == null) {
            return;
        }
        double[] ofFlat = flat.saysUncertainty() ? flat.variances(rows) : null;
        for (int i = 0; i < variances.length; i++) {
            double sensitivity = sensitivity(flatRows[i]);
            double more = ofFlat == null ? 0 : calibrated[i] * calibrated[i] * ofFlat[i] / (level * level);
            variances[i] = (variances[i] + more) / (sensitivity * sensitivity);
        }
    }

    private static void subtract(double[] pixels, double[] master, double factor) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] -= master[i] * factor;
        }
    }

    private void divide(double[] pixels, double[] flat) {
        for (int i = 0; i < pixels.length; i++) {
            double sensitivity = sensitivity(flat[i]);
            pixels[i] = sensitivity > 0 ? pixels[i] / sensitivity : Double.NaN;
        }
    }

    private double sensitivity(double flat) {
        return Math.max(flat, masters.leastFlat) / level;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
