package hyades.images;

import hyades.comm.Communicator;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A batch over the ranks: rank 0's items are broadcast, each rank works on its own, and what it says of them is
/// gathered in the items' order.
///
/// Who works on what changes nothing but the time.
public final class DistributedImageBatch {
    /// Who works on what.
    public enum Schedule {
        /// Contiguous blocks of equally many items.
        BLOCK,

        /// The largest first, each to the rank with the least to do so far (Graham 1969, SIAM J. Appl. Math. 17,
        /// 416: at most 4/3 of the shortest possible time where time is proportional to size).
        DYNAMIC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param name tells the work what to do
    /// @param size of the work, in any unit
    public record Item(String name, long size) {}

    private DistributedImageBatch() {}

    /// Runs a batch; collective.
    ///
    /// @param itemsOfRoot on rank 0; ignored elsewhere, may be null
    /// @param work        turns an item's name into lines about it
    /// @return on rank 0 the lines of each item, in order, none for those a rank did not begin because it was asked
    ///     to stop; elsewhere nothing
    public static List<List<String>> run(
            Communicator world, List<Item> itemsOfRoot, Schedule schedule, Function<String, List<String>> work) {
        List<Item> items = broadcast(world, itemsOfRoot);
        int[] owners = owners(items, world.size(), schedule);
        StringBuilder mine = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (owners[i] == world.rank() && !world.stopRequested()) {
                for (String line : work.apply(items.get(i).name)) {
                    mine.append(i).append('\t').append(line.replace('\n', ' ')).append('\n');
                }
            }
        }
        List<List<String>> all = new ArrayList<>();
        for (byte[] part : world.gather(mine.toString().getBytes(StandardCharsets.UTF_8), 0)) {
            if (all.isEmpty()) {
                items.forEach(_ -> all.add(new ArrayList<>()));
            }
            new String(part, StandardCharsets.UTF_8).lines().forEach(line -> {
                int tab = line.indexOf('\t');
                all.get(Integer.parseInt(line.substring(0, tab))).add(line.substring(tab + 1));
            });
        }
        return all;
    }

    private static List<Item> broadcast(Communicator world, List<Item> items) {
        StringBuilder text = new StringBuilder();
        if (world.rank() == 0) {
            items.forEach(item ->
                    text.append(item.size).append('\t').append(item.name).append('\0'));
        }
        byte[] bytes = world.broadcast(text.toString().getBytes(StandardCharsets.UTF_8), 0);
        return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\0"))
                .filter(item -> !item.isEmpty())
                .map(item -> {
                    int tab = item.indexOf('\t');
                    return new Item(item.substring(tab + 1), Long.parseLong(item.substring(0, tab)));
                })
                .toList();
    }

    static int[] owners(List<Item> items, int ranks, Schedule schedule) {
        int[] owners = new int[items.size()];
        if (schedule == Schedule.BLOCK) {
            BlockPartition partition = new BlockPartition(items.size(), ranks);
            for (int rank = 0; rank < ranks; rank++) {
                Subrange block = partition.block(rank);
                Arrays.fill(owners, block.start(), block.end(), rank);
            }
            return owners;
        }
        long[] load = new long[ranks];
        List<Integer> largestFirst = IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> items.get(i).size)
                        .reversed())
                .toList();
        for (int item : largestFirst) {
            int least = 0;
            for (int rank = 1; rank < ranks; rank++) {
                least = load[rank] < load[least] ? rank : least;
            }
            owners[item] = least;
            load[least] += items.get(item).size;
        }
        return owners;
    }
}
