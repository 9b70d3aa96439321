package hyades.images.app;

import hyades.fits.ImageCompression;
import picocli.CommandLine.Option;

/// How images that are written are compressed.
final class CompressionOption {
    @Option(
            names = "--compress",
            paramLabel = "KIND",
            description = {
                "Compress the images that are written tile by tile, without loss, in a file named .fz: gzip; or rice,"
                        + " for whole numbers, with gzip for others (default: no)."
            })
    private ImageCompression kind;

    /// Null for none.
    ImageCompression kind() {
        return kind;
    }

    /// What a file is called that was to be called so.
    String named(String name) {
        return ImageCompression.named(kind, name);
    }
}
