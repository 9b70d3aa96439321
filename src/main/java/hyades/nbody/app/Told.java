package hyades.nbody.app;

import hyades.nbody.Dimension;
import hyades.nbody.InitialConditions;
import hyades.nbody.Units;
import hyades.run.RunRecord;
import hyades.text.TimeUnit;
import java.util.Arrays;
import java.util.Optional;

/// The units in which the figures and the film of a run tell of it.
///
/// @param time that of the times, empty where nobody knows it
/// @param size of that [units of the files]
/// @param units of everything else
record Told(String time, double size, Units units) {
    /// What fits the length of the run, whatever its files count in.
    ///
    /// @param record without a G of its own that of a run in SI
    /// @param times which tell where the record does not
    static Told of(RunRecord record, double[] times) {
        Units units = unitsOf(record);
        if (!units.areKnown()) {
            return new Told("", 1, units);
        }
        double product = number(record, "steps", Double.NaN) * number(record, "timeStep", Double.NaN);
        double length = number(record, "length", product); // of an earlier version
        double second = units.inSi(Dimension.TIME); // of one unit of time of the files
        TimeUnit unit = TimeUnit.fitting(Arrays.stream(Double.isNaN(length) ? times : new double[] {length})
                .map(time -> time * second)
                .toArray());
        return new Told(symbol(unit), unit.seconds() / second, units);
    }

    /// Years as the units of a run have them.
    private static String symbol(TimeUnit unit) {
        return unit.names().stream()
                .filter(name -> name.endsWith("yr"))
                .findFirst()
                .orElse(unit.symbol());
    }

    /// Those of the files of a run.
    static Units unitsOf(RunRecord record) {
        return Optional.ofNullable(record.results())
                .map(results -> results.get("units"))
                .flatMap(name -> Units.named(name.toString()))
                .orElseGet(() ->
                        Units.of(number(record, "gravitationalConstant", InitialConditions.GRAVITATIONAL_CONSTANT)));
    }

    private static double number(RunRecord record, String name, double otherwise) {
        return record.results() != null && record.results().get(name) instanceof Number number
                ? number.doubleValue()
                : otherwise;
    }

    /// Times as they are told.
    ///
    /// @param times as the files have them
    double[] times(double... times) {
        return Arrays.stream(times).map(time -> time / size).toArray();
    }
}
