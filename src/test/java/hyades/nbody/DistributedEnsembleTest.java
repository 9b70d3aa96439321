package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.farm.Journal;
import hyades.nbody.InitialConditions.Shape;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many systems over ranks that are threads.
class DistributedEnsembleTest {
    private static final int SYSTEMS = 21;

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Integer> made = new ConcurrentLinkedQueue<>();

    private static NBodySetup setUp(Scheme scheme, int system) {
        InitialConditions kind = InitialConditions.UNIFORM;
        return NBodySetup.of(
                kind,
                kind.parameters(3, 6, 1.0, 1.0, 1, Shape.USUAL, 40L + system),
                new NBodySetup.Asked(scheme, 0.001 * (1 + system), 60, system % 3 * 0.1, 20L));
    }

    private static List<List<Integer>> groups(int most) {
        SystemGroups groups = new SystemGroups();
        IntStream.range(0, SYSTEMS).forEach(system -> groups.add(system, setUp(Scheme.LEAPFROG, system)));
        return groups.of(most);
    }

    private DistributedEnsemble.Systems systems(Scheme scheme) {
        return system -> {
            made.add(system);
            return setUp(scheme, system);
        };
    }

    /// Whatever is beside it; their steps and softening lengths differ.
    @ParameterizedTest
    @EnumSource(names = {"LEAPFROG", "YOSHIDA4", "YOSHIDA6"})
    void aSystemIsTheSameAloneAndBesideOthers(Scheme scheme) {
        for (KernelChoice kernel : List.of(KernelChoice.SCALAR, KernelChoice.VECTOR)) {
            List<SystemResult[]> found = List.of(run(scheme, kernel, 1, 1), run(scheme, kernel, 8, 2));
            assertArrayEquals(found.get(0), found.get(1));
            assertTrue(Arrays.stream(found.get(0)).allMatch(SystemResult::isDone));
        }
    }

    private SystemResult[] run(Scheme scheme, KernelChoice kernel, int beside, int ranks) {
        return TestRanks.run(ranks, world -> {
                    try {
                        return new DistributedEnsemble(world, systems(scheme), kernel, 1)
                                .run(groups(beside), null, _ -> {});
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .getFirst();
    }

    /// Asked to stop, it leaves what it has not begun; whoever goes on does these and no other.
    @Test
    void goesOnWithWhatIsMissing() {
        SystemResult[] whole = run(Scheme.LEAPFROG, KernelChoice.SCALAR, 1, 1);
        made.clear();
        SystemResult[] stopped = runWithJournal(4);
        List<Integer> first = made.stream().sorted().toList();
        assertTrue(first.size() < SYSTEMS, first::toString);
        for (int system = 0; system < SYSTEMS; system++) {
            assertEquals(first.contains(system) ? whole[system] : null, stopped[system]);
        }
        made.clear();
        SystemResult[] later = runWithJournal(Integer.MAX_VALUE);
        assertArrayEquals(whole, later);
        assertEquals(
                IntStream.range(0, SYSTEMS)
                        .boxed()
                        .filter(system -> !first.contains(system))
                        .toList(),
                made.stream().sorted().toList());
    }

    /// @param enough so many systems are made before somebody asks to stop
    private SystemResult[] runWithJournal(int enough) {
        return TestRanks.alone(world -> {
            TestRanks.stopWhen(world, () -> made.size() >= enough);
            DistributedEnsemble ensemble = new DistributedEnsemble(
                    world,
                    system -> {
                        if (made.size() >= enough) { // the farm asks now and then whether it is to stop
                            pause();
                        }
                        return systems(Scheme.LEAPFROG).setUp(system);
                    },
                    KernelChoice.SCALAR,
                    1);
            try (Journal<List<SystemResult>> journal = ensemble.journal(folder.resolve("journal.bin"), "test")) {
                return ensemble.run(groups(2), journal, _ -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Of one kind each, none too large, in the order of their first.
    @Test
    void systemsOfOneShapeGoSideBySide() {
        SystemGroups groups = new SystemGroups();
        for (int system = 0; system < 9; system++) {
            groups.add(system, setUp(system % 4 == 3 ? Scheme.HERMITE4 : Scheme.LEAPFROG, system));
        }
        assertEquals(List.of(List.of(0, 1, 2), List.of(3), List.of(4, 5, 6), List.of(7), List.of(8)), groups.of(3));
        assertEquals(9, groups.of(1).size());
    }

    /// One that cannot be had is told of, and tried again by whoever goes on; the others are there.
    @Test
    void whatCannotBeHadFailsAndIsTriedAgain() {
        for (boolean isThere : List.of(false, true)) {
            SystemResult[] results = TestRanks.alone(world -> {
                DistributedEnsemble ensemble = new DistributedEnsemble(
                        world,
                        system -> {
                            if (system == 3 && !isThere) {
                                throw new IOException("start.csv: cannot be read");
                            }
                            return setUp(Scheme.HERMITE4, system);
                        },
                        KernelChoice.SCALAR,
                        1);
                try (Journal<List<SystemResult>> journal = ensemble.journal(folder.resolve("again.bin"), "test")) {
                    return ensemble.run(groups(1), journal, _ -> {});
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertNotNull(results[3]);
            assertEquals(isThere ? "" : "start.csv: cannot be read", results[3].failure());
            assertEquals(
                    SYSTEMS, Arrays.stream(results).filter(Objects::nonNull).count());
        }
    }
}
