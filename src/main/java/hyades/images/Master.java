package hyades.images;

import hyades.fits.ImageHdu;
import hyades.fits.Selection;
import hyades.partition.Subrange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// One of the images that [Calibration] calibrates by. Of a section of a frame it takes the same section.
final class Master implements AutoCloseable {
    private final Frame frame;
    private Frame part;
    private double[] pixels = {};
    private double[] variances = {};

    /// @param images that have no mask in a file of its own
    /// @throws IOException with the file and the reason if it is bad
    Master(Path file, Selection images, Path scratch) throws IOException {
        frame = Frame.open(file, images, null, true, Frame.Certainty.IF_SAID, scratch);
        part = frame;
    }

    Frame frame() {
        return frame;
    }

    /// Whether it says how uncertain it is.
    boolean saysUncertainty() {
        return frame.weight() != null;
    }

    /// File and DATASUM, for people.
    String said() throws IOException {
        return "%s DATASUM %d".formatted(frame.file(), frame.image().dataSum());
    }

    /// The exposure time that its header says.
    ///
    /// @throws IOException in one line, if it is not above 0
    double exposure(String card) throws IOException {
        double exposure = frame.header().number(card, Double.NaN);
        if (!(exposure > 0)) {
            String found = Double.isNaN(exposure) ? "has no " + card : card + " is " + exposure;
            throw new IOException("%s: %s: expected a time above 0 to scale it by".formatted(frame.file(), found));
        }
        return exposure;
    }

    /// What it is divided by to be 1 in the middle.
    ///
    /// @param least what pixels are raised to before
    /// @throws IOException in one line, if it is not above 0
    double level(Calibration.Level of, double least) throws IOException {
        DoubleUnaryOperator raised = pixel -> Math.max(pixel, least);
        double level = switch (of) {
            case MEAN -> frame.mean(raised);
            case MEDIAN -> frame.median(raised);
        };
        if (!(level > 0 && level < Double.POSITIVE_INFINITY)) {
            throw new IOException("%s: its %s is %s: expected one above 0 to divide it by"
                    .formatted(frame.file(), of.name().toLowerCase(Locale.ROOT), level));
        }
        return level;
    }

    /// Is told of an image before its rows are asked for.
    ///
    /// @throws IOException in one line, if it is of another size
    void begin(ImageHdu image) throws IOException {
        ImageHdu whole = image.whole();
        part = whole.width() == frame.width() && whole.height() == frame.height() ? frame.cutAs(image) : frame;
        if (image.width() != part.width() || image.height() != part.height()) {
            throw new IOException("HDU %d: %d x %d pixels, %s has %d x %d"
                    .formatted(
                            image.index(), image.width(), image.height(), frame.file(), frame.width(), frame.height()));
        }
    }

    /// The master's until the next call.
    double[] pixels(Subrange rows) throws IOException {
        pixels = part.rows(rows, pixels);
        return pixels;
    }

    /// Those of its pixels, NaN where nothing is known of one; the master's until the next call.
    double[] variances(Subrange rows) throws IOException {
        variances = part.variances(rows, variances);
        return variances;
    }

    @Override
    public void close() throws IOException {
        frame.close();
    }
}
