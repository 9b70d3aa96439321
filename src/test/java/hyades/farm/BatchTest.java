package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyades.comm.TestRanks;
import hyades.farm.Outcome.Done;
import hyades.farm.Outcome.Failed;
import hyades.farm.Outcome.NotBegun;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchTest {
    private static final int COUNT = 23;

    /// Work whose result is the item's name said twice; every fifth item is bad.
    private static class Twice implements Work<String> {
        @Override
        public String process(String name) throws IOException {
            if (number(name) % 5 == 4) {
                throw new IOException("no good:\n\"" + name + "\", µ");
            }
            return name + name;
        }

        @Override
        public void write(String result, DataOutputStream out) throws IOException {
            out.writeUTF(result);
        }

        @Override
        public String read(DataInputStream in) throws IOException {
            return in.readUTF();
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    /// Names with all that a separator could be.
    private static List<Item> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Item("a\t,\n\0\"µ" + i, (i * 7L) % 5))
                .toList();
    }

    static Stream<Arguments> ranksAndSchedules() {
        return IntStream.of(1, 2, 3, 5, 8)
                .boxed()
                .flatMap(ranks -> Stream.of(Schedule.values()).map(schedule -> Arguments.of(ranks, schedule)));
    }

    private static <T> List<Outcome<T>> run(int ranks, Schedule schedule, List<Item> items, Work<T> work) {
        List<List<Outcome<T>>> all =
                TestRanks.run(ranks, world -> Batch.run(world, world.rank() == 0 ? items : null, schedule, work));
        all.stream().skip(1).forEach(others -> assertEquals(List.of(), others));
        return all.getFirst();
    }

    /// The oracle is the work done here, item by item.
    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void outcomesComeInTheItemsOrderWhoeverDidThem(int ranks, Schedule schedule) {
        List<Item> items = items(COUNT);
        List<Outcome<String>> outcomes = run(ranks, schedule, items, new Twice());
        assertEquals(COUNT, outcomes.size());
        int[] owners = schedule.owners(items, ranks);
        for (int i = 0; i < COUNT; i++) {
            String name = items.get(i).name();
            switch (outcomes.get(i)) {
                case Done<String>(int rank, double _, String result) -> {
                    assertEquals(owners[i], rank);
                    assertEquals(name + name, result);
                }
                case Failed<String>(int rank, double _, String reason) -> {
                    assertEquals(owners[i], rank);
                    assertEquals(4, i % 5);
                    assertEquals("no good: \"" + name.replace('\n', ' ') + "\", µ", reason);
                }
                case NotBegun<String>() -> throw new AssertionError(name);
            }
        }
        assertEquals(COUNT / 5, Outcome.failed(outcomes));
    }

    /// Every rank does its items in their order, each once, and is told of each.
    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void everyItemIsDoneOnce(int ranks, Schedule schedule) {
        Map<String, Integer> begun = new ConcurrentHashMap<>();
        Map<String, Integer> ended = new ConcurrentHashMap<>();
        List<Item> items = items(COUNT);
        run(ranks, schedule, items, new Twice() {
            @Override
            public String process(String name) throws IOException {
                begun.merge(name, 1, Integer::sum);
                return super.process(name);
            }

            @Override
            public void ended(Item item, Outcome<String> outcome) {
                ended.merge(item.name(), 1, Integer::sum);
            }
        });
        for (Item item : items) {
            assertEquals(1, begun.get(item.name()));
            assertEquals(1, ended.get(item.name()));
        }
    }

    /// Each rank stops by itself; what is done by then counts.
    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void whatWasNotBegunIsSaid(int ranks, Schedule schedule) {
        List<Item> items = items(COUNT);
        List<Outcome<String>> outcomes = TestRanks.run(
                        ranks,
                        world -> Batch.run(world, items, schedule, new Twice() {
                            private int done;

                            @Override
                            public boolean stops() {
                                return done == 2;
                            }

                            @Override
                            public void ended(Item item, Outcome<String> outcome) {
                                done++;
                            }
                        }))
                .getFirst();
        int[] owners = schedule.owners(items, ranks);
        int[] begun = new int[ranks];
        for (int i = 0; i < COUNT; i++) {
            boolean isBegun = switch (outcomes.get(i)) {
                case Done<String> _, Failed<String> _ -> true;
                case NotBegun<String> _ -> false;
            };
            assertEquals(begun[owners[i]]++ < 2, isBegun, "item " + i);
        }
    }

    /// An item that was left counts as one that was not begun; nobody is told of it.
    @Test
    void whatWasLeftWasNotBegun() {
        List<String> told = new ArrayList<>();
        List<Outcome<String>> outcomes =
                TestRanks.alone(world -> Batch.run(world, items(3), Schedule.values()[0], new Twice() {
                    @Override
                    public String process(String name) throws IOException {
                        if (name.equals(items(3).get(1).name())) {
                            throw new CancellationException();
                        }
                        return super.process(name);
                    }

                    @Override
                    public void ended(Item item, Outcome<String> outcome) {
                        told.add(item.name());
                    }
                }));
        assertEquals(new NotBegun<String>(), outcomes.get(1));
        assertEquals(List.of(items(3).get(0).name(), items(3).get(2).name()), told);
    }

    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void thereMayBeFewerItemsThanRanksOrNone(int ranks, Schedule schedule) {
        assertEquals(List.of(), run(ranks, schedule, List.of(), new Twice()));
        assertEquals(2, run(ranks, schedule, items(2), new Twice()).size());
    }

    /// Longer than what [DataOutputStream#writeUTF] takes.
    @Test
    void longNamesAndReasonsTravel() {
        String longName = "x".repeat(100_000) + 4;
        List<Outcome<String>> outcomes = run(2, Schedule.BLOCK, List.of(new Item(longName, 1)), new Twice());
        assertEquals(
                new Failed<String>(0, 0, "no good: \"" + longName + "\", µ"),
                switch (outcomes.getFirst()) {
                    case Failed<String>(int rank, double _, String reason) -> new Failed<String>(rank, 0, reason);
                    case Done<String> done -> done;
                    case NotBegun<String> none -> none;
                });
    }

    /// Only what a bad item may throw is an outcome; a fault of the program ends the job.
    @Test
    void aFaultOfTheProgramIsNoOutcome() {
        Work<String> faulty = new Twice() {
            @Override
            public String process(String name) {
                throw new IllegalStateException("a bug");
            }
        };
        List<Item> items = new ArrayList<>(items(1));
        assertThrows(
                IllegalStateException.class,
                () -> TestRanks.alone(world -> Batch.run(world, items, Schedule.BLOCK, faulty)));
    }
}
