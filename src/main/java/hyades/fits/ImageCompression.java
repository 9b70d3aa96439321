package hyades.fits;

import java.util.Locale;

/// How the images of a file in the making are compressed, tile by tile and without loss.
public enum ImageCompression {
    /// All by gzip.
    GZIP,

    /// Whole numbers of up to 32 bits by Rice's code, which is smaller and faster for them; others by gzip.
    RICE;

    /// What the name of a file ends in that holds such images, behind its own.
    public static final String SUFFIX = ".fz";

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
