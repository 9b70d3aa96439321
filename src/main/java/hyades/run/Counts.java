package hyades.run;

import hyades.process.JobFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/// A number of ranks or threads; several where a command runs several jobs.
///
/// @param values as typed, at least one
public record Counts(List<Integer> values) {
    public static Counts of(int value) {
        return new Counts(List.of(value));
    }

    /// Reads numbers divided by commas.
    public static Counts parse(String text) {
        try {
            return new Counts(
                    Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s' is not a number".formatted(text));
        }
    }

    /// The only number.
    ///
    /// @throws JobFailure with exit code 2 if there are several
    public int one(String option) {
        if (values.size() > 1) {
            throw new JobFailure(2, "%s %s: expected one number".formatted(option, this));
        }
        return values.getFirst();
    }

    public int largest() {
        return values.stream().max(Integer::compare).orElseThrow();
    }

    public int smallest() {
        return values.stream().min(Integer::compare).orElseThrow();
    }

    @Override
    public String toString() {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
