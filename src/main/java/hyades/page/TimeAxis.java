package hyades.page;

import hyades.page.Chart.Kind;
import hyades.page.Chart.Scale;
import java.util.Arrays;

/// Times in the largest unit of which there are at least two.
///
/// @param values in the unit of the scale
public record TimeAxis(Scale scale, double[] values) {
    private enum Unit {
        YEAR("a", 31_557_600), // Julian
        DAY("d", 86_400),
        HOUR("h", 3600),
        SECOND("s", 1);

        private final String symbol;
        private final double seconds;

        Unit(String symbol, double seconds) {
            this.symbol = symbol;
            this.seconds = seconds;
        }
    }

    public static TimeAxis of(double[] seconds) {
        double longest = Arrays.stream(seconds).max().orElse(0);
        Unit unit = Arrays.stream(Unit.values())
                .filter(each -> longest >= 2 * each.seconds)
                .findFirst()
                .orElse(Unit.SECOND);
        return new TimeAxis(
                new Scale("Time", unit.symbol, Kind.LINEAR),
                Arrays.stream(seconds).map(t -> t / unit.seconds).toArray());
    }
}
