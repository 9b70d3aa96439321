package hyades.run;

import hyades.process.JobFailure;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/// How fine the pixels of pictures are: the same option for every command that draws.
public final class Resolution {
    private static final int LEAST = 72;
    private static final int MOST = 1200;

    @Option(
            names = "--dpi",
            paramLabel = "DPI",
            description = "Pixels per inch of PNG pictures, 72 to 1200, such as 300 for print "
                    + "(default: 212, which are 1500 pixels in the 180 mm of two columns).")
    private Integer dpi;

    /// What the user asks for, if anything.
    public OptionalInt dpi() {
        return dpi == null ? OptionalInt.empty() : OptionalInt.of(dpi);
    }

    /// Says what is wrong with it, before anything is drawn.
    ///
    /// @param draws whether there is to be a PNG
    /// @param expected what would make one
    /// @throws JobFailure with exit code 2
    public void check(boolean draws, String expected) {
        if (dpi != null) {
            JobFailure.require(dpi >= LEAST && dpi <= MOST, "--dpi", dpi, "%d to %d".formatted(LEAST, MOST));
            JobFailure.require(draws, "--dpi", dpi, expected);
        }
    }
}
