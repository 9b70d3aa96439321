package hyades.images.app;

import hyades.fits.HduChoice;
import hyades.process.JobFailure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which HDUs of its files a command on images takes.
final class HduOptions {
    @Option(
            names = "--hdu",
            paramLabel = "HDU",
            description = {
                "HDUs to take: numbers from 0 as in 1,4, a name as in SCI, or with its version as in SCI,2, or all; may"
                        + " be repeated (default: science images, by EXTNAME or HDUCLAS2, and images without a name)."
            })
    private List<String> hdus = new ArrayList<>();

    /// @throws JobFailure if it cannot be read
    HduChoice choice() {
        try {
            return HduChoice.parse(hdus);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--hdu %s: %s".formatted(String.join(" --hdu ", hdus), e.getMessage()));
        }
    }
}
