package hyades.images;

import hyades.fits.Image;
import hyades.fits.ImageHdu;
import hyades.fits.InverseVariance;
import hyades.fits.InverseVariance.Kind;
import hyades.partition.Subrange;
import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How uncertain a calibrated frame c = (p - b - k d) / f is, by the law of propagation of uncertainty, of
/// first order, for quantities that are independent (GUM, JCGM 100:2008, 5.1.2, equation 10):
/// `(σp² + σb² + k² σd² + c² σf²) / f²`. It is ccdproc's: a master that does not say how uncertain it is
/// adds nothing, nor do exposure times and the level of the flat.
final class CalibratedUncertainty implements ImageOperation {
    private final Calibration calibration;
    private final ImageHdu frame;
    private final InverseVariance said;
    private final Noise noise;
    private final Timeline timeline;
    private double[] pixels = {};
    private double[] result = {};

    /// @param said of the frame, whose HDU is handed over then; null for `noise`, with the frame handed over
    CalibratedUncertainty(
            Calibration calibration, ImageHdu frame, InverseVariance said, Noise noise, Timeline timeline) {
        this.calibration = calibration;
        this.frame = frame;
        this.said = said;
        this.noise = noise;
        this.timeline = timeline;
    }

    @Override
    public List<String> kinds() {
        return calibration.kinds();
    }

    @Override
    public String parameters() {
        return calibration.parameters();
    }

    @Override
    public String name() {
        return calibration.name();
    }

    @Override
    public List<String> history() {
        List<String> of = new ArrayList<>();
        of.add(
                said != null
                        ? "that of the frame"
                        : "gain %s and read noise %s".formatted(noise.gain(), noise.readNoise()));
        for (Master master : calibration.masters()) {
            if (master.saysUncertainty()) {
                of.add(master.frame().weight() + " of " + master.frame().file());
            }
        }
        return List.of("uncertainty by " + String.join(", ", of));
    }

    @Override
    public double[] apply(Image rows, int start, int end, int height, Results results) throws IOException {
        Subrange own = new Subrange(start, end);
        long read = System.nanoTime();
        if (said == null) {
            pixels = rows.pixels();
        } else {
            pixels = frame.rows(0, rowsFor(start, end, height), pixels).pixels();
        }
        timeline.ended(Activity.READING, "frame", read);
        result = result.length == pixels.length ? result : new double[pixels.length];
        double[] calibrated = calibration.calibrated(pixels, own);
        long computed = System.nanoTime();
        begin(rows.pixels());
        calibration.propagate(result, calibrated, own);
        Kind kind = said == null ? Kind.DEVIATION : said.kind();
        for (int i = 0; i < result.length; i++) {
            result[i] = calibrated[i] == calibrated[i] ? kind.number(result[i]) : Double.NaN;
        }
        timeline.ended(Activity.COMPUTE, "uncertainty", computed);
        results.add(kinds().getFirst(), result);
        return result;
    }

    /// The variances of the frame itself.
    private void begin(double[] rows) {
        double[] bias = said == null ? calibration.bias() : null;
        for (int i = 0; i < result.length; i++) {
            result[i] = said != null
                    ? said.kind().variance(rows[i])
                    : noise.variance(bias == null ? pixels[i] : pixels[i] - bias[i]);
        }
    }
}
