package hyades.farm;

import hyades.comm.Communicator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A batch over the ranks: rank 0's items are broadcast, each rank works on its own, and what became of them is
/// gathered in the items' order.
public final class Batch {
    private Batch() {}

    /// Runs a batch; collective.
    ///
    /// @param itemsOfRoot on rank 0; ignored elsewhere, may be null
    /// @return on rank 0 what became of each item, in order; elsewhere nothing
    public static <T> List<Outcome<T>> run(
            Communicator world, List<Item> itemsOfRoot, Schedule schedule, Work<T> work) {
        try {
            List<Item> items = broadcast(world, itemsOfRoot);
            List<byte[]> parts = world.gather(processOwn(world, items, schedule, work), 0);
            if (world.rank() > 0) {
                return List.of();
            }
            List<Outcome<T>> outcomes = new ArrayList<>(Collections.nCopies(items.size(), null));
            for (byte[] part : parts) {
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(part));
                while (in.available() > 0) {
                    outcomes.set(in.readInt(), Outcome.read(work, in));
                }
            }
            return outcomes;
        } catch (IOException e) { // of streams in memory
            throw new UncheckedIOException(e);
        }
    }

    /// @return for each item of this rank its number and its outcome
    private static <T> byte[] processOwn(Communicator world, List<Item> items, Schedule schedule, Work<T> work)
            throws IOException {
        int[] owners = schedule.owners(items, world.size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int i = 0; i < items.size(); i++) {
            if (owners[i] == world.rank()) {
                out.writeInt(i);
                process(items.get(i), work, world.rank()).write(work, out);
            }
        }
        return bytes.toByteArray();
    }

    /// Does an item on this rank, and tells the work of it.
    public static <T> Outcome<T> process(Item item, Work<T> work, int rank) {
        Outcome<T> outcome = Outcome.of(item.name(), work, rank);
        switch (outcome) {
            case Outcome.Done<T> _, Outcome.Failed<T> _ -> work.ended(item, outcome);
            case Outcome.NotBegun<T> _ -> {}
        }
        return outcome;
    }

    private static List<Item> broadcast(Communicator world, List<Item> itemsOfRoot) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (world.rank() == 0) {
            DataOutputStream out = new DataOutputStream(bytes);
            for (Item item : itemsOfRoot) {
                writeText(item.name(), out);
                out.writeLong(item.size());
            }
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(world.broadcast(bytes.toByteArray(), 0)));
        List<Item> items = new ArrayList<>();
        while (in.available() > 0) {
            items.add(new Item(readText(in), in.readLong()));
        }
        return items;
    }

    /// Of any length, other than [DataOutputStream#writeUTF].
    static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
