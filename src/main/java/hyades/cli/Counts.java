package hyades.cli;

import hyades.comm.JobFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/// A number of ranks or threads; several where a command runs several jobs.
///
/// @param values as typed, at least one
record Counts(List<Integer> values) {
    static Counts of(int value) {
        return new Counts(List.of(value));
    }

    /// Reads numbers divided by commas.
    static Counts parse(String text) {
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
    int one(String option) {
        if (values.size() > 1) {
            throw new JobFailure(2, "%s %s: expected one number".formatted(option, this));
        }
        return values.getFirst();
    }

    int largest() {
        return values.stream().max(Integer::compare).orElseThrow();
    }

    int smallest() {
        return values.stream().min(Integer::compare).orElseThrow();
    }

    @Override
    public String toString() {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
