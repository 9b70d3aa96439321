package hyades.vo.app;

import hyades.process.JobFailure;
import hyades.vo.Adql;
import hyades.vo.SkyPoint;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Option;

/// A place on the sky as users say it: by an object's name, or by its coordinates.
final class PlaceOptions {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "An object by any of its names, as SIMBAD knows them: NGC4782, 'alf Cen'.")
    private String name;

    @Option(
            names = "--ra",
            paramLabel = "RA",
            description = "Right ascension, ICRS: degrees, or hours as in 12:54:35.7, '12 54 35.7', 12h54m35.7s.")
    private String ra;

    @Option(
            names = "--dec",
            paramLabel = "DEC",
            description = "Declination: degrees, or as in -12:34:07, '-12 34 07', -12d34m07s.")
    private String dec;

    boolean areGiven() {
        return name != null || ra != null || dec != null;
    }

    /// Says what is wrong with them.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        boolean areCoordinates = ra != null && dec != null;
        JobFailure.require(name != null || ra != null || dec != null, "--name", "", "a name, or --ra and --dec");
        JobFailure.require(name == null || ra == null && dec == null, "--name", name, "no --ra and --dec beside it");
        JobFailure.require(
                name != null || areCoordinates, ra == null ? "--dec" : "--ra", ra == null ? dec : ra, "both");
        if (name == null) {
            place();
        } else {
            requireName("--name", name);
        }
    }

    /// @throws JobFailure with exit code 2 for what can be nobody's name
    static void requireName(String option, String name) {
        try {
            Adql.literal(name);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, name, e.getMessage()));
        }
    }

    String name() {
        return name != null ? name : place().toString();
    }

    /// Null for that of the object of the name.
    SkyPoint place() {
        return name != null
                ? null
                : new SkyPoint(read("--ra", ra, SkyPoint::rightAscension), read("--dec", dec, SkyPoint::declination));
    }

    private static double read(String option, String text, ToDoubleFunction<String> reader) {
        try {
            return reader.applyAsDouble(text);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, text, e.getMessage()));
        }
    }
}
