package hyades.cli;

import hyades.comm.Communicator;
import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tasks that sleep, which every machine does as fast: one after the other on rank 0, then as tasks of a farm.
///
/// @param sleep what each takes
/// @param count their number, at least 1
record SleepTasks(Duration sleep, int count) implements Work<Boolean> {
    @Override
    public Boolean process(String name) throws InterruptedException {
        Thread.sleep(sleep);
        return true;
    }

    @Override
    public void write(Boolean result, DataOutputStream out) {}

    @Override
    public Boolean read(DataInputStream in) {
        return true;
    }

    /// Sleeps both ways, and prints what they took; collective.
    void run(Communicator world) throws IOException {
        List<Item> items = IntStream.range(0, count)
                .mapToObj(i -> new Item("task " + i, 1))
                .toList();
        long start = System.nanoTime();
        if (world.rank() == 0) {
            items.forEach(item -> Outcome.of(item, this, 0));
        }
        double serial = (System.nanoTime() - start) * 1e-9;
        world.barrier();
        start = System.nanoTime();
        List<Outcome<Boolean>> outcomes = TaskFarm.map(world, this, Rules.DEFAULT.withMostAtOnce(1), items);
        double parallel = (System.nanoTime() - start) * 1e-9;
        if (world.rank() == 0) {
            print(outcomes, serial, parallel, world.size());
        }
    }

    private void print(List<Outcome<Boolean>> outcomes, double serial, double parallel, int ranks) {
        int[] of = new int[ranks];
        for (Outcome<Boolean> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<Boolean> done) {
                of[done.rank()]++;
            }
        }
        List<String> shares = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            shares.add("rank %d: %d".formatted(rank, of[rank]));
        }
        System.out.printf(
                Locale.ROOT,
                "%d x %s s of sleep: one after the other %.3f s, over %d rank%s %.3f s, %.2f times as fast (%s)%n",
                count,
                seconds(),
                serial,
                ranks,
                ranks == 1 ? "" : "s",
                parallel,
                serial / parallel,
                shares.stream().collect(Collectors.joining(", ")));
    }

    private String seconds() {
        return BigDecimal.valueOf(sleep.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
