package hyades.fits;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What the pixels of an HDU are, by what headers say of it: HDUCLAS2 (ESO's FITS for data with errors and quality,
/// VLT-SPE-ESO-19000-5667, HDUCLAS1 IMAGE), else the first and the last word of EXTNAME, else PRODTYPE in the primary
/// header (NOIRLab Community Pipelines). A word that names no data weighs more: `DATA_MASK` is a mask.
///
/// The words are those of HST (ACS and WFC3 Data Handbooks: SCI ERR DQ SAMP TIME WHT CTX, and D2IMARR and WCSDVARR with
/// tables of distortions), JWST (jwst-pipeline, stdatamodels: SCI ERR DQ VAR_POISSON AREA CON WHT WMAP PIXELDQ
/// GROUPDQ ZEROFRAME REFOUT ...), LSST and ZTF (IMAGE MASK VARIANCE), DES (SCI MSK WGT), SDSS and DESI (FLUX IVAR MASK
/// WAVELENGTH RESOLUTION READNOISE, with an arm before), MUSE (DATA STAT DQ), X-shooter (ERRS QUAL), Gemini (SCI VAR DQ
/// OBJMASK), NOIRLab (image, dqmask, wtmap, expmap), Euclid (CCDID 1-1.SCI, .RMS, .FLG), TESS (uncert, APERTURE), and
/// what `images combine` writes (UNCERT, USED).
public enum PlaneRole {
    /// The image itself.
    SCIENCE("SCI", "SCIENCE", "DATA", "IMAGE", "FLUX"),

    /// Standard deviations, variances or their inverses: a difference with a smooth median leaves them as they are.
    UNCERTAINTY(
            "ERR",
            "ERRS",
            "ERROR",
            "ERRORS",
            "VAR",
            "VARIANCE",
            "IVAR",
            "INVVAR",
            "STAT",
            "STD",
            "STDEV",
            "STDDEV",
            "SIGMA",
            "NOISE",
            "RMS",
            "UNC",
            "UNCERT",
            "UNCERTAINTY"),

    /// Masks and bits of what is wrong with pixels.
    QUALITY("DQ", "QUAL", "QUALITY", "MASK", "MSK", "DQMASK", "BPM", "FLAG", "FLAGS", "FLG", "PIXELDQ", "GROUPDQ"),

    /// Weights, times, tables of distortions and of wavelengths, and what else is laid out as pixels.
    OTHER(
            "WHT",
            "WEIGHT",
            "WEIGHTS",
            "WGT",
            "WTMAP",
            "WMAP",
            "CTX",
            "CON",
            "CONTEXT",
            "SAMP",
            "TIME",
            "EXPMAP",
            "EXPOSURE",
            "COVERAGE",
            "AREA",
            "USED",
            "WCSDVARR",
            "D2IMARR",
            "OBJMASK",
            "APERTURE",
            "ZEROFRAME",
            "REFOUT",
            "FLATFIELD",
            "PATHLOSS",
            "BARSHADOW",
            "WAVE",
            "WAVELENGTH",
            "LOGLAM",
            "RESOLUTION",
            "SPECRES",
            "DISP",
            "LSF",
            "PSF",
            "READNOISE"),

    /// Nothing says what it is.
    UNSAID;

    private final Set<String> words;

    PlaneRole(String... words) {
        this.words = Set.of(words);
    }

    /// @param primary the first header of the file
    static PlaneRole of(Cards header, Cards primary) {
        if ("IMAGE".equalsIgnoreCase(header.text("HDUCLAS1"))) {
            switch (String.valueOf(header.text("HDUCLAS2")).toUpperCase(Locale.ROOT)) {
                case "DATA":
                    return SCIENCE;
                case "ERROR":
                    return UNCERTAINTY;
                case "QUALITY":
                    return QUALITY;
                default: // the name may tell
            }
        }
        PlaneRole role = named(header.text("EXTNAME"));
        PlaneRole product = named(primary.text("PRODTYPE"));
        return role == UNSAID && product != SCIENCE ? product : role;
    }

    private static PlaneRole named(String name) {
        if (name == null || name.isBlank()) {
            return UNSAID;
        }
        List<String> words = words(name);
        return words.isEmpty()
                ? UNSAID
                : Stream.of(UNCERTAINTY, QUALITY, OTHER, SCIENCE)
                        .filter(role -> role.has(words.getFirst()) || role.has(words.getLast()))
                        .findFirst()
                        .orElse(UNSAID);
    }

    /// In capitals; none of a name without letters or digits.
    static List<String> words(String name) {
        return Stream.of(name.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// With a number behind it, too: `SCI2`.
    private boolean has(String word) {
        return words.contains(word) || words.contains(word.replaceFirst("\\d+$", ""));
    }

    /// The images of a file that are science: where names say so, those, and those without a name; where none says
    /// so, all of which nothing says that they are something else. A line of pixels without a name beside images,
    /// such as the flat field of SDSS frames, is no image.
    static List<ImageHdu> science(List<ImageHdu> hdus) {
        Cards primary = hdus.getFirst().header();
        boolean isSaid = hdus.stream().anyMatch(hdu -> hdu.isImage() && of(hdu.header(), primary) == SCIENCE);
        List<ImageHdu> found = hdus.stream()
                .filter(ImageHdu::isImage)
                .filter(hdu -> switch (of(hdu.header(), primary)) {
                    case SCIENCE -> true;
                    case UNSAID -> !isSaid || hdu.name() == null;
                    case UNCERTAINTY, QUALITY, OTHER -> false;
                })
                .toList();
        boolean hasImages = found.stream().anyMatch(hdu -> hdu.height() > 1);
        return found.stream()
                .filter(hdu -> hdu.height() > 1 || !hasImages || hdu.name() != null)
                .toList();
    }

    /// The HDUs of a role that belong to an image: of the same EXTVER, and of the same name but for the last word, as
    /// B_IVAR belongs to B_FLUX; all of the role where there is one science image only.
    static List<ImageHdu> beside(ImageHdu image, PlaneRole role, List<ImageHdu> hdus) {
        Cards primary = hdus.getFirst().header();
        List<ImageHdu> all = hdus.stream()
                .filter(hdu -> hdu.isImage() && of(hdu.header(), primary) == role)
                .toList();
        return science(hdus).size() == 1
                ? all
                : all.stream().filter(hdu -> set(hdu).equals(set(image))).toList();
    }

    /// Whether an HDU says something of an image's pixels, one by one: it belongs to it, is no image
    /// itself, and has its size.
    ///
    /// @param image or a part of it
    static boolean isOf(ImageHdu hdu, ImageHdu image, List<ImageHdu> hdus) {
        ImageHdu whole = image.whole();
        return hdu.width() == whole.width()
                && hdu.height() == whole.height()
                && Stream.of(UNCERTAINTY, QUALITY, OTHER)
                        .anyMatch(role -> beside(whole, role, hdus).contains(hdu));
    }

    private static String set(ImageHdu hdu) {
        List<String> words = words(hdu.name() == null ? "" : hdu.name());
        List<String> others = words.isEmpty()
                ? words
                : isRole(words.getLast())
                        ? words.subList(0, words.size() - 1)
                        : isRole(words.getFirst()) ? words.subList(1, words.size()) : List.of();
        return String.join(" ", others) + "," + hdu.version();
    }

    private static boolean isRole(String word) {
        return Stream.of(values()).anyMatch(role -> role.has(word));
    }
}
