package hyades.gas.app;

import hyades.gas.Grid;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Three numbers, along x, y and z: `200x1x1`, or `128` for the same along all.
record Extent(List<Integer> along) {
    Extent {
        along = List.copyOf(along);
    }

    /// Whether they are all the same.
    boolean isCube() {
        return along.stream().distinct().count() == 1;
    }

    @Override
    public String toString() {
        return isCube() ? along.getFirst().toString() : "%dx%dx%d".formatted(along.get(0), along.get(1), along.get(2));
    }

    /// Reads `128` or `200x1x1`.
    static final class Converter implements ITypeConverter<Extent> {
        @Override
        public Extent convert(String text) {
            if (!text.matches("\\d{1,9}(x\\d{1,9}x\\d{1,9})?")) {
                throw new TypeConversionException(
                        "'%s' is not a number or three of them, such as 64x64x1".formatted(text));
            }
            List<Integer> numbers =
                    Stream.of(text.split("x")).map(Integer::valueOf).toList();
            Extent extent = new Extent(
                    numbers.size() == Grid.AXES ? numbers : List.of(numbers.get(0), numbers.get(0), numbers.get(0)));
            if (extent.along.contains(0)) {
                throw new TypeConversionException("'%s': expected numbers from 1 on".formatted(text));
            }
            return extent;
        }
    }
}
