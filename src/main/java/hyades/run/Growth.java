package hyades.run;

import java.util.ArrayList;
import java.util.List;

/// How a command's problem grows so that the work on each core stays the same.
///
/// @param option that sets its size, such as `--bodies`
/// @param size as the command line has it
/// @param power of the size that the work goes with
public record Growth(String option, long size, int power) {
    /// The size that makes the work nearest to `factor` times as much.
    public long grown(double factor) {
        return Math.max(1, Math.round(size * Math.pow(factor, 1.0 / power)));
    }

    /// The work of another size, in units of this one's.
    public double work(long other) {
        return Math.pow((double) other / size, power);
    }

    /// The command line with another size.
    public List<String> resized(List<String> command, long other) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < command.size(); i++) {
            String argument = command.get(i);
            if (argument.equals(option)) {
                i++;
            } else if (!argument.startsWith(option + "=")) {
                arguments.add(argument);
            }
        }
        arguments.add(option);
        arguments.add(Long.toString(other));
        return arguments;
    }

    /// For people.
    @Override
    public String toString() {
        return power == 1
                ? "%s %d times the cores, the work grows with it".formatted(option, size)
                : "%s %d times the cores to the power 1/%d, the work grows with its power %d"
                        .formatted(option, size, power, power);
    }
}
