package hyades.images.app;

import hyades.fits.BadBits;
import hyades.fits.HduChoice;
import hyades.fits.ImageName;
import hyades.fits.Masking;
import hyades.fits.Selection;
import hyades.process.JobFailure;
import hyades.run.FileArgument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a command on images takes of its files: which HDUs, and which of their pixels.
final class SelectionOptions {
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

    @Option(
            names = "--mask",
            paramLabel = "HDU|FILE",
            description = {
                "Pixels that are not 0 there are missing: an HDU of the same file as for --hdu (of the image's EXTVER,"
                    + " if several have the name), or a file, whose only image is for all, or else those of the same"
                    + " names."
            })
    private String mask;

    @Option(
            names = "--bad-bits",
            paramLabel = "BITS",
            description = {
                "Only pixels with one of these bits in the mask, or, without --mask, in the image's quality plane (DQ,"
                    + " MASK) are missing: 4096, 4,8, all others by ~(4,8), or names of HST's ACS and WFC3, JWST and"
                    + " LSST as in HOT,SATURATED or DO_NOT_USE."
            })
    private String badBits;

    /// @throws JobFailure with exit code 2 if something cannot be read
    void check() {
        selection();
    }

    /// The science images of files beside those of which the user takes some, with all of their pixels.
    Selection science() {
        return new Selection(isStrict ? HduChoice.SCIENCE.strictly() : HduChoice.SCIENCE, Masking.NONE);
    }

    /// @throws JobFailure if something cannot be read
    Selection selection() {
        HduChoice choice = read("--hdu", String.join(" --hdu ", hdus), _ -> HduChoice.parse(hdus));
        BadBits bits = badBits == null ? null : read("--bad-bits", badBits, BadBits::parse);
        Path file = maskFile();
        HduChoice.Wanted plane = mask == null || file != null ? null : read("--mask", mask, SelectionOptions::plane);
        return new Selection(isStrict ? choice.strictly() : choice, new Masking(plane, file, bits));
    }

    private static HduChoice.Wanted plane(String text) {
        HduChoice choice = HduChoice.parse(List.of(text));
        if (text.indexOf('/') >= 0 || ImageName.isFits(text) || choice.wanted().size() != 1) {
            throw new IllegalArgumentException("no such file; expected one, or an HDU as in 3, DQ or DQ,1");
        }
        return choice.wanted().getFirst();
    }

    /// A file that is there is meant before an HDU of the name.
    private Path maskFile() {
        try {
            Path path = mask == null ? null : FileArgument.parse(mask);
            return path != null && Files.isRegularFile(path) ? path : null;
        } catch (TypeConversionException e) {
            throw new JobFailure(2, "--mask " + e.getMessage());
        }
    }

    /// Files that are read, without what their names say of HDUs, and the mask's among them.
    List<Path> read(List<Path> files) {
        Path file = maskFile();
        return Stream.concat(files.stream().map(each -> ImageName.of(each).file()), Stream.ofNullable(file))
                .toList();
    }

    private static <T> T read(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, text, e.getMessage()));
        }
    }
}
