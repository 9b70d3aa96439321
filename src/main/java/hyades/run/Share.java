package hyades.run;

import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A part of a batch, for several jobs that know nothing of each other: the first, second, ... of so many contiguous
/// parts whose lengths differ by at most one. All of them together are the batch.
///
/// @param index from 1
/// @param count at least 1
public record Share(int index, int count) {
    public static final String DESCRIPTION = "Only share I of N of them, 1/N to N/N: as slurm/array.sbatch has it.";

    /// The items of this share.
    public Subrange of(int total) {
        return new BlockPartition(total, count).block(index - 1);
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }

    /// Reads `3/8`.
    public static final class Converter implements ITypeConverter<Share> {
        @Override
        public Share convert(String text) {
            if (text.matches("\\d{1,9}/\\d{1,9}")) {
                String[] numbers = text.split("/");
                Share share = new Share(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
                if (share.index >= 1 && share.index <= share.count) {
                    return share;
                }
            }
            throw new TypeConversionException("'%s' is not one of 1/N to N/N".formatted(text));
        }
    }
}
