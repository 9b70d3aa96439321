package hyades.images.app;

import hyades.fits.HduChoice;
import hyades.process.JobFailure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which HDUs of its files a command on images takes, and from which files.
final class HduOptions {
    @Option(
            names = "--hdu",
            paramLabel = "HDU",
            description = {
                "HDUs to take: numbers from 0 as in 1,4, a name as in SCI, or with its version as in SCI,2, or all; may"
                        + " be repeated (default: science images, by EXTNAME or HDUCLAS2, and images without a name)."
            })
    private List<String> hdus = new ArrayList<>();

    @Option(
            names = "--strict",
            description = {
                "Refuse files with something wrong that can be read all the same, instead of warning: checksums"
                        + " (CHECKSUM, DATASUM) that do not hold, a last block that is not filled up, bytes behind the"
                        + " last HDU."
            })
    private boolean isStrict;

    /// The science images of files beside those that the user chooses HDUs of.
    HduChoice science() {
        return isStrict ? HduChoice.SCIENCE.strictly() : HduChoice.SCIENCE;
    }

    /// @throws JobFailure if it cannot be read
    HduChoice choice() {
        try {
            HduChoice choice = HduChoice.parse(hdus);
            return isStrict ? choice.strictly() : choice;
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--hdu %s: %s".formatted(String.join(" --hdu ", hdus), e.getMessage()));
        }
    }
}
