package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.Communicator;
import hyades.comm.TestRanks;
import hyades.farm.Outcome.Done;
import hyades.farm.Outcome.Failed;
import hyades.farm.Outcome.NotBegun;
import hyades.farm.Outcome.Quarantined;
import hyades.farm.Outcome.TimedOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranks of one process; [TaskFarmIT] has those of several.
@Timeout(60)
class TaskFarmTest {
    private static final int COUNT = 23;

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

    private interface Program<R> {
        R run(Communicator world) throws IOException;
    }

    private static <R> R first(int ranks, Program<R> program) {
        return TestRanks.run(ranks, world -> {
                    try {
                        return program.run(world);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .getFirst();
    }

    private static <T> List<Outcome<T>> map(int ranks, Rules rules, List<Item> items, Work<T> work) {
        return first(ranks, world -> TaskFarm.map(world, work, rules, world.rank() == 0 ? items : null));
    }

    private static Rules by(Schedule schedule) {
        return Rules.DEFAULT.withSchedule(schedule);
    }

    /// The oracle is the work done here, item by item.
    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void outcomesComeInTheItemsOrderWhoeverDidThem(int ranks, Schedule schedule) {
        List<Item> items = items(COUNT);
        List<Outcome<String>> outcomes = map(ranks, by(schedule), items, new Twice());
        assertEquals(COUNT, outcomes.size());
        int[] owners = schedule.owners(items.size(), ranks);
        for (int i = 0; i < COUNT; i++) {
            String name = items.get(i).name();
            int rank = switch (outcomes.get(i)) {
                case Done<String>(int by, double _, int attempts, String result) -> {
                    assertEquals(name + name, result);
                    assertEquals(1, attempts);
                    yield by;
                }
                case Failed<String>(int by, double _, int _, String reason, String result) -> {
                    assertEquals(4, i % 5);
                    assertEquals("no good: \"" + name.replace('\n', ' ') + "\", µ", reason);
                    assertNull(result);
                    yield by;
                }
                case TimedOut<String> _, Quarantined<String> _, NotBegun<String> _ -> throw new AssertionError(name);
            };
            assertTrue(owners[i] < 0 || owners[i] == rank, () -> name + " by rank " + rank);
        }
        assertEquals(COUNT / 5, Outcome.failed(outcomes));
    }

    /// Be they handed out singly or in chunks, by one thread of a rank or three.
    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void everyItemIsDoneOnceAndToldOf(int ranks, Schedule schedule) {
        for (Rules rules :
                List.of(by(schedule), by(schedule).withSlots(3), by(schedule).withMostAtOnce(1))) {
            Map<String, Integer> begun = new ConcurrentHashMap<>();
            Map<String, Integer> ended = new ConcurrentHashMap<>();
            List<Item> items = items(2000);
            map(ranks, rules, items, new Twice() {
                @Override
                public String process(String name) throws IOException, InterruptedException {
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
    }

    /// Results come as they are there, each once; items may be handed in meanwhile.
    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 5})
    void resultsMayBeTakenAsTheyComeAndItemsHandedInMeanwhile(int ranks) {
        int generations = 3;
        Set<Integer> seen = new HashSet<>();
        first(ranks, world -> {
            try (TaskFarm<String> farm = TaskFarm.open(world, new Twice(), Rules.DEFAULT, null)) {
                farm.serve();
                for (int i = 0; world.rank() == 0 && i < COUNT; i++) {
                    assertEquals(i, farm.submit(new Item(Integer.toString(i), 1)));
                }
                for (Completed<String> each = next(world, farm); each != null; each = next(world, farm)) {
                    assertTrue(seen.add(each.index()));
                    if (each.index() < COUNT * (generations - 1)) {
                        assertEquals(COUNT * generations > seen.size(), true);
                        farm.submit(new Item(Integer.toString(each.index() + COUNT), 1));
                    }
                }
            }
            return null;
        });
        assertEquals(COUNT * generations, seen.size());
    }

    private static <T> Completed<T> next(Communicator world, TaskFarm<T> farm) throws IOException {
        return world.rank() == 0 ? farm.take() : null;
    }

    /// While one item is at work for as long as the others take, those are done: what was to be done after it by the
    /// same rank is taken back.
    @Test
    void whatWaitsBehindALongItemIsTakenBack() {
        int count = 200;
        AtomicInteger left = new AtomicInteger(count - 1);
        List<Outcome<String>> outcomes = map(2, Rules.DEFAULT, items(count), new Twice() {
            @Override
            public String process(String name) throws IOException, InterruptedException {
                if (Twice.number(name) == count / 2 + 1) {
                    while (left.get() > 0) {
                        Thread.sleep(1);
                    }
                } else {
                    left.decrementAndGet();
                }
                return name;
            }
        });
        assertEquals(0, Outcome.failed(outcomes));
    }

    /// What fails twice and then succeeds takes three attempts; each failure is told, and why.
    @Test
    void failuresAreTriedAgainAndToldOf() {
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        Work<String> second = new Twice() {
            @Override
            public String process(String name) throws IOException {
                if (attempts.merge(name, 1, Integer::sum) <= Twice.number(name)) {
                    throw new IOException("attempt " + attempts.get(name));
                }
                return name;
            }
        };
        List<String> told = new ArrayList<>();
        List<Outcome<String>> outcomes = first(2, world -> {
            try (TaskFarm<String> farm = TaskFarm.open(world, second, Rules.DEFAULT.withRetries(2), null)) {
                return farm.map(items(5), each -> {
                    if (each.kind() == Completed.Kind.RETRIED) {
                        told.add(each.index() + " "
                                + (each.outcome() instanceof Failed<String> failed ? failed.reason() : ""));
                    }
                });
            }
        });
        assertEquals(
                List.of(
                        "1 attempt 1",
                        "2 attempt 1",
                        "2 attempt 2",
                        "3 attempt 1",
                        "3 attempt 2",
                        "4 attempt 1",
                        "4 attempt 2"),
                told.stream().sorted().toList());
        assertEquals(
                List.of(1, 2, 3, -3, -3),
                outcomes.stream()
                        .map(outcome -> switch (outcome) {
                            case Done<String> done -> done.attempts();
                            case Failed<String> failed -> -failed.attempts();
                            case TimedOut<String> _, Quarantined<String> _, NotBegun<String> _ -> 0;
                        })
                        .toList());
    }

    /// A result may be a failure, and is kept with it.
    @Test
    void aResultMayBeAFailure() {
        List<Outcome<String>> outcomes = map(1, Rules.DEFAULT, items(1), new Twice() {
            @Override
            public String failure(String result) {
                return "too long:\n" + result.length();
            }
        });
        String name = items(1).getFirst().name();
        assertTrue(outcomes.getFirst() instanceof Failed<String>(int _, double _, int _, String reason, String result)
                && reason.equals("too long: " + 2 * name.length())
                && result.equals(name + name));
    }

    /// Sleeping for ever ends by the interrupt; spinning does not, and its thread is left to itself.
    @Test
    void whatTakesTooLongIsLeft() {
        AtomicInteger spinning = new AtomicInteger();
        Rules rules = Rules.DEFAULT.withTimeLimit(Duration.ofMillis(20));
        List<Outcome<String>> outcomes = map(2, rules, items(8), new Twice() {
            @Override
            public String process(String name) throws IOException, InterruptedException {
                switch (Twice.number(name)) {
                    case 3 -> Thread.sleep(Duration.ofDays(1));
                    case 6 -> {
                        spinning.incrementAndGet();
                        while (spinning.get() > 0) {
                            Thread.onSpinWait();
                        }
                    }
                    default -> {}
                }
                return name;
            }
        });
        spinning.set(0);
        assertEquals(
                List.of(3, 6),
                IntStream.range(0, 8)
                        .filter(i -> outcomes.get(i) instanceof TimedOut<String>(int _, double seconds, int _, String _)
                                && seconds >= 0.02)
                        .boxed()
                        .toList());
        assertEquals(2, Outcome.failed(outcomes));
    }

    /// How long is too long beside the others is known when some of these are done: to one that was begun before, too.
    @Test
    void whatTakesTooLongBesideOthersIsLeftThoughItWasTheFirst() {
        List<Outcome<String>> outcomes = map(2, Rules.DEFAULT.withMedians(50), items(8), new Twice() {
            @Override
            public String process(String name) throws IOException, InterruptedException {
                Thread.sleep(Twice.number(name) == 0 ? Duration.ofDays(1) : Duration.ofMillis(30));
                return name;
            }
        });
        assertTrue(outcomes.getFirst() instanceof TimedOut<String>, outcomes::toString);
        assertEquals(1, Outcome.failed(outcomes));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"never", "soon", "soon,fail=2", "now", "now,fail=2"})
    void failuresMayEndTheWhole(String words) {
        Halt halt = Halt.parse(words);
        assertEquals(halt, Halt.parse(halt.toString()));
        Rules rules = Rules.DEFAULT.withMostAtOnce(1).withHalt(halt);
        List<Outcome<String>> outcomes = map(1, rules, items(20), new Twice());
        long done = outcomes.stream().filter(Done.class::isInstance).count();
        long notBegun = outcomes.stream().filter(NotBegun.class::isInstance).count();
        int failed = halt.when() == Halt.When.NEVER ? 4 : halt.fail();
        assertEquals(failed, Outcome.failed(outcomes));
        assertEquals(20, done + failed + notBegun);
        assertEquals(halt.when() == Halt.When.NEVER, notBegun == 0);
    }

    /// Another item is at work, and is left when the first fails.
    @Test
    void haltNowLeavesWhatIsAtHand() {
        Rules rules = Rules.DEFAULT.withMostAtOnce(1).withHalt(Halt.parse("now"));
        CountDownLatch begun = new CountDownLatch(1);
        List<Outcome<String>> outcomes = map(2, rules, items(2), new Twice() {
            @Override
            public String process(String name) throws IOException, InterruptedException {
                if (Twice.number(name) == 0) {
                    begun.countDown();
                    Thread.sleep(Duration.ofDays(1));
                }
                begun.await();
                throw new IOException("bad");
            }
        });
        assertTrue(outcomes.get(0) instanceof NotBegun<String>);
        assertTrue(outcomes.get(1) instanceof Failed<String>);
    }

    /// One item at a time is at hand on each rank when the job is asked to stop: these are done, all others not begun.
    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 5})
    void whoIsAskedToStopDoesWhatIsAtHand(int ranks) {
        AtomicInteger begun = new AtomicInteger();
        List<Outcome<String>> outcomes = first(ranks, world -> {
            TestRanks.stopWhen(world, () -> begun.get() >= ranks);
            Work<String> work = new Twice() {
                @Override
                public String process(String name) throws IOException, InterruptedException {
                    begun.incrementAndGet();
                    Thread.sleep(300);
                    return name;
                }
            };
            return TaskFarm.map(world, work, Rules.DEFAULT, items(100));
        });
        assertEquals(
                begun.get(), outcomes.stream().filter(Done.class::isInstance).count());
        assertEquals(
                100 - begun.get(),
                outcomes.stream().filter(NotBegun.class::isInstance).count());
    }

    /// What fails and may be tried again when the job is asked to stop meanwhile is not over: who goes on tries it, as
    /// a run that nobody disturbs does.
    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2})
    void whatMayBeTriedAgainIsNoFailureOfWhoIsAskedToStop(int ranks) {
        AtomicInteger begun = new AtomicInteger();
        List<Outcome<String>> outcomes = first(ranks, world -> {
            TestRanks.stopWhen(world, () -> begun.get() > 0);
            Work<String> work = new Twice() {
                @Override
                public String process(String name) throws IOException, InterruptedException {
                    begun.incrementAndGet();
                    Thread.sleep(300);
                    throw new IOException("bad");
                }
            };
            return TaskFarm.map(world, work, Rules.DEFAULT.withRetries(1), items(5));
        });
        assertTrue(outcomes.stream().allMatch(NotBegun.class::isInstance), outcomes::toString);
    }

    /// An item that was left counts as one that was not begun; nobody is told of it.
    @Test
    void whatWasLeftWasNotBegun() {
        List<String> told = new ArrayList<>();
        List<Outcome<String>> outcomes = map(1, by(Schedule.BLOCK), items(3), new Twice() {
            @Override
            public String process(String name) throws IOException, InterruptedException {
                if (name.equals(items(3).get(1).name())) {
                    throw new CancellationException();
                }
                return super.process(name);
            }

            @Override
            public void ended(Item item, Outcome<String> outcome) {
                told.add(item.name());
            }
        });
        assertEquals(new NotBegun<String>(), outcomes.get(1));
        assertEquals(List.of(items(3).get(0).name(), items(3).get(2).name()), told);
    }

    @ParameterizedTest(name = "{0} ranks, {1}")
    @MethodSource("ranksAndSchedules")
    void thereMayBeFewerItemsThanRanksOrNone(int ranks, Schedule schedule) {
        assertEquals(List.of(), map(ranks, by(schedule), List.of(), new Twice()));
        assertEquals(2, map(ranks, by(schedule), items(2), new Twice()).size());
    }

    /// Those that nobody takes are left when the farm closes: it does not wait for one that takes a day.
    @Test
    void closingLeavesWhatNobodyTakes() {
        first(2, world -> {
            Work<String> endless = new Twice() {
                @Override
                public String process(String name) throws IOException, InterruptedException {
                    Thread.sleep(Duration.ofDays(1));
                    return name;
                }
            };
            try (TaskFarm<String> farm = TaskFarm.open(world, endless, Rules.DEFAULT, null)) {
                for (Item item : world.rank() == 0 ? items(3) : List.<Item>of()) {
                    farm.submit(item);
                }
            }
            return null;
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
        assertThrows(
                IllegalStateException.class,
                () -> TestRanks.alone(world -> {
                    try {
                        return TaskFarm.map(world, faulty, Rules.DEFAULT, items(1));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }
}
