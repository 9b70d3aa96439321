package hyades.fits;

import java.util.Locale;

/// How the images of a file in the making are compressed, tile by tile and without loss.
public enum ImageCompression {
    /// All by gzip.
    GZIP,

    /// Whole numbers of up to 32 bits by Rice's code, which is smaller and faster for them; others by gzip.
    RICE;

    private static final String SUFFIX = ".fz";

    /// What a file is called whose images are compressed so.
    ///
    /// @param kind null for none
    public static String named(ImageCompression kind, String name) {
        return kind == null || name.endsWith(SUFFIX) ? name : name + SUFFIX;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
