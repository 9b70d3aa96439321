package hyades.run;

import hyades.process.JobFailure;
import hyades.text.Quantity;
import hyades.text.TimeUnit;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Options that take a quantity with a unit, or a count as `1e5`.
public final class Typed {
    private Typed() {}

    /// Lets a command line read what options of these types are given.
    ///
    /// @return the same
    public static CommandLine register(CommandLine commandLine) {
        return commandLine
                .registerConverter(Counts.class, Counts::parse)
                .registerConverter(int.class, Typed::smallCount)
                .registerConverter(Integer.class, Typed::smallCount)
                .registerConverter(long.class, Typed::count)
                .registerConverter(Long.class, Typed::count)
                .registerConverter(double.class, Typed::number)
                .registerConverter(Double.class, Typed::number)
                .registerConverter(Path.class, FileArgument::parse);
    }

    /// A time, in a unit of its own or in those of the command.
    public static final class Time implements ITypeConverter<Quantity.Amount> {
        @Override
        public Quantity.Amount convert(String text) {
            return said(text, TimeUnit::amount);
        }
    }

    /// A length, likewise.
    public static final class Length implements ITypeConverter<Quantity.Amount> {
        @Override
        public Quantity.Amount convert(String text) {
            return said(text, Quantity::length);
        }
    }

    /// A mass, likewise.
    public static final class Mass implements ITypeConverter<Quantity.Amount> {
        @Override
        public Quantity.Amount convert(String text) {
            return said(text, Quantity::mass);
        }
    }

    /// A time [s].
    public static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return finite(text, TimeUnit::parse);
        }
    }

    /// A number of bytes.
    public static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return said(text, Quantity::bytes);
        }
    }

    /// A count that a `long` holds.
    public static long count(String text) {
        return said(text, Quantity::whole);
    }

    /// A count that an `int` holds.
    public static int smallCount(String text) {
        long count = count(text);
        if (count != (int) count) {
            throw new TypeConversionException("'%s': expected at most %d".formatted(text, Integer.MAX_VALUE));
        }
        return (int) count;
    }

    /// The two numbers of `30x50`, or one for both.
    ///
    /// @param option that they are given to
    /// @throws JobFailure with exit code 2 for what is no such text
    public static int[] sides(String option, String text, int least, int most) {
        String[] parts = text.split("x", -1);
        try {
            int first = Integer.parseInt(parts[0]);
            int second = Integer.parseInt(parts[parts.length - 1]);
            JobFailure.require(
                    parts.length <= 2 && Math.min(first, second) >= least && Math.max(first, second) <= most,
                    option,
                    text,
                    "one or two numbers from %d to %d, such as 50x30".formatted(least, most));
            return new int[] {first, second};
        } catch (NumberFormatException e) {
            throw new JobFailure(2, "%s %s: expected one or two numbers, such as 50x30".formatted(option, text));
        }
    }

    /// Any number, NaN among them.
    public static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s': expected a number".formatted(text));
        }
    }

    private static double finite(String text, ITypeConverter<Double> read) {
        double value = said(text, read);
        if (Double.isInfinite(value)) {
            throw new TypeConversionException("'%s': expected less".formatted(text));
        }
        return value;
    }

    private static <T> T said(String text, ITypeConverter<T> read) {
        try {
            return read.convert(text);
        } catch (Exception e) {
            throw new TypeConversionException("'%s': %s".formatted(text, e.getMessage()));
        }
    }
}
