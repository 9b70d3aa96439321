package hyades.tables;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.trace.Activity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Files of tables, spread over the ranks.
public final class DistributedTables {
    private final Communicator world;

    public DistributedTables(Communicator world) {
        this.world = world;
    }

    /// Writes tables; collective.
    ///
    /// @param folder in which [RandomTable#file] names them; what is there of these names is replaced
    /// @param keeps whether those stay that an earlier run of the same has written
    /// @return on rank 0 the SHA-256 of each file, in order; elsewhere nothing
    public List<Outcome<String>> generate(RandomTable table, int count, Path folder, boolean keeps) throws IOException {
        List<Item> items = IntStream.range(0, count)
                .mapToObj(i -> new Item(Integer.toString(i), 1))
                .toList();
        return TaskFarm.map(world, new Generation(table, folder, keeps), Rules.DEFAULT, items);
    }

    /// Writes them all on this rank, or as many as there is time for; not collective.
    public List<Outcome<String>> generateAlone(RandomTable table, int count, Path folder) {
        Generation generation = new Generation(table, folder, false);
        return IntStream.range(0, count)
                .takeWhile(_ -> !world.stopRequested())
                .mapToObj(i -> Outcome.of(new Item(Integer.toString(i), 1), generation, world.rank()))
                .toList();
    }

    /// What was found in files.
    ///
    /// @param files in order
    /// @param counts in the cells of all of them; null without cells
    public record Found(List<Outcome<TableFacts>> files, long[] counts) {}

    /// Reads tables; collective.
    ///
    /// @param filesOfRoot on rank 0; ignored elsewhere
    /// @param cells with which they are compared, the same on every rank; null for none
    /// @return on rank 0; elsewhere nothing is found
    public Found check(List<Item> filesOfRoot, Cells cells) throws IOException {
        Check check = new Check(cells);
        List<Outcome<TableFacts>> outcomes = TaskFarm.map(world, check, Rules.DEFAULT, filesOfRoot);
        return new Found(outcomes, cells == null ? null : sum(check.counts));
    }

    private long[] sum(long[] counts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (long count : counts) {
            out.writeLong(count);
        }
        long[] sums = new long[counts.length];
        for (byte[] part : world.gather(bytes.toByteArray(), 0)) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(part));
            for (int i = 0; i < sums.length; i++) {
                sums[i] += in.readLong();
            }
        }
        return sums;
    }

    private final class Generation implements Work<String> {
        private final RandomTable.Writer writer;
        private final Path folder;
        private final boolean keeps;

        Generation(RandomTable table, Path folder, boolean keeps) {
            writer = table.writer();
            this.folder = folder;
            this.keeps = keeps;
        }

        @Override
        public String process(String number) throws IOException {
            String file = RandomTable.file(Integer.parseInt(number));
            if (keeps && Files.exists(folder.resolve(file))) {
                return TableFile.sum(folder.resolve(file));
            }
            world.timeline().about(file);
            long start = System.nanoTime();
            try {
                return TableFile.write(folder.resolve(file), writer, Integer.parseInt(number));
            } finally {
                world.timeline().ended(Activity.WRITING, "table", start);
                world.timeline().about(null);
            }
        }

        @Override
        public void write(String sha256, DataOutputStream out) throws IOException {
            out.writeUTF(sha256);
        }

        @Override
        public String read(DataInputStream in) throws IOException {
            return in.readUTF();
        }
    }

    private final class Check implements Work<TableFacts> {
        private final Cells cells;
        private final long[] counts;

        Check(Cells cells) {
            this.cells = cells;
            counts = cells == null ? null : new long[cells.count() + 1];
        }

        @Override
        public TableFacts process(String file) throws IOException {
            world.timeline().about(file);
            long start = System.nanoTime();
            try {
                return TableFile.read(Path.of(file), cells, counts);
            } finally {
                world.timeline().ended(Activity.READING, "table", start);
                world.timeline().about(null);
            }
        }

        @Override
        public void write(TableFacts facts, DataOutputStream out) throws IOException {
            facts.write(out);
        }

        @Override
        public TableFacts read(DataInputStream in) throws IOException {
            return TableFacts.read(in);
        }
    }
}
