package hyades.fits;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How certain an image's pixels are: the HDU beside it that says so, and what its numbers are.
public record InverseVariance(ImageHdu hdu, Kind kind) {
    /// What the numbers of an HDU are.
    public enum Kind {
        DEVIATION,
        VARIANCE,
        INVERSE;

        /// The variance that a number means, which may be 0; NaN where it says nothing.
        public double variance(double number) {
            double variance = switch (this) {
                case DEVIATION -> number * number;
                case VARIANCE -> number;
                case INVERSE -> 1 / number;
            };
            return number >= 0 && variance < Double.POSITIVE_INFINITY ? variance : Double.NaN;
        }

        /// The number that says a variance.
        public double number(double variance) {
            return switch (this) {
                case DEVIATION -> Math.sqrt(variance);
                case VARIANCE -> variance;
                case INVERSE -> 1 / variance;
            };
        }

        /// The inverse variance that a number means; NaN where it says nothing: missing, infinite, or not above 0, with
        /// which many programs mark bad pixels.
        public double of(double number) {
            double inverse = switch (this) {
                case DEVIATION -> 1 / (number * number);
                case VARIANCE -> 1 / number;
                case INVERSE -> number;
            };
            return number > 0 && inverse > 0 && inverse < Double.POSITIVE_INFINITY ? inverse : Double.NaN;
        }
    }

    /// The HDU that belongs to an image, by [PlaneRole]; of several, as JWST has them, the one of standard deviations,
    /// which is the sum of all.
    ///
    /// @throws IOException in one line, if there is none, or it is not clear which
    public static InverseVariance of(ImageHdu image, List<ImageHdu> hdus) throws IOException {
        InverseVariance said = ifSaid(image, hdus);
        if (said == null) {
            throw refused(image, "no HDU says how uncertain it is");
        }
        return said;
    }

    /// The same; null where there is none.
    ///
    /// @throws IOException in one line, if it is not clear which
    public static InverseVariance ifSaid(ImageHdu image, List<ImageHdu> hdus) throws IOException {
        ImageHdu whole = image.whole();
        List<InverseVariance> found = PlaneRole.beside(image, PlaneRole.UNCERTAINTY, hdus).stream()
                .filter(hdu -> hdu.width() == whole.width() && hdu.height() == whole.height() && hdu.planes() == 1)
                .map(hdu -> new InverseVariance(hdu.cutAs(image), kind(hdu.header())))
                .toList();
        if (found.size() <= 1) {
            return found.isEmpty() ? null : found.getFirst();
        }
        List<InverseVariance> deviations =
                found.stream().filter(each -> each.kind == Kind.DEVIATION).toList();
        if (deviations.size() != 1) {
            String names = found.stream().map(each -> each.hdu.label()).collect(Collectors.joining("; "));
            throw refused(image, "several HDUs say how uncertain it is (%s)".formatted(names));
        }
        return deviations.getFirst();
    }

    private static IOException refused(ImageHdu image, String why) {
        return new IOException(
                "HDU %s: %s: expected one such as ERR, VAR or IVAR of its size".formatted(image.label(), why));
    }

    /// The same part of it as another image is of an image.
    public InverseVariance cutAs(ImageHdu other) {
        return new InverseVariance(hdu.cutAs(other), kind);
    }

    /// Number and name of the HDU.
    @Override
    public String toString() {
        return "HDU " + hdu.label();
    }

    /// What HDUCLAS3 says (ESO, VLT-SPE-ESO-19000-5667) or UTYPE, which astropy's CCDData writes, else the words of
    /// EXTNAME.
    private static Kind kind(Cards header) {
        switch (String.valueOf(header.text("HDUCLAS3")).toUpperCase(Locale.ROOT)) {
            case "RMSE":
                return Kind.DEVIATION;
            case "MSE":
                return Kind.VARIANCE;
            case "INVMSE":
                return Kind.INVERSE;
            default: // the names may tell
        }
        if (header.has("UTYPE")) {
            String type = header.text("UTYPE").toUpperCase(Locale.ROOT);
            return type.startsWith("IVAR") || type.startsWith("INV")
                    ? Kind.INVERSE
                    : type.startsWith("VAR") ? Kind.VARIANCE : Kind.DEVIATION;
        }
        List<String> words = PlaneRole.words(String.valueOf(header.text("EXTNAME"))).stream()
                .map(word -> word.replaceFirst("\\d+$", ""))
                .toList();
        return words.contains("IVAR") || words.contains("INVVAR")
                ? Kind.INVERSE
                : words.contains("VAR") || words.contains("VARIANCE") || words.contains("STAT")
                        ? Kind.VARIANCE
                        : Kind.DEVIATION;
    }
}
