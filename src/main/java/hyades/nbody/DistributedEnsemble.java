package hyades.nbody;

import hyades.comm.Communicator;
import hyades.comm.SingleRank;
import hyades.farm.Completed;
import hyades.farm.Item;
import hyades.farm.Journal;
import hyades.farm.Outcome;
import hyades.farm.Rules;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Many small systems over the ranks: rank 0 hands them out, and each thread of a rank integrates a group of them at a
/// time, side by side, or one alone. What has come of it is in the journal before anybody is told.
///
/// A system's numbers are those of a run of its own, to the bit, whoever computes it beside which others.
public final class DistributedEnsemble {
    /// Where the systems come from; the same on every rank, and asked by several threads at a time.
    public interface Systems {
        /// Makes one, of which nobody else has the bodies.
        ///
        /// @param system from 0
        /// @throws IOException in one line if it cannot be had
        NBodySetup setUp(int system) throws IOException;
    }

    /// Of what the ranks of a process share: the kernel of systems side by side.
    private record Lanes(KernelChoice choice) {}

    private final Communicator world;
    private final int threads;
    private final Work<List<SystemResult>> work;
    private int recorded;

    /// Not collective.
    ///
    /// @param kernel of the processor, the same on every rank
    /// @param threads that compute on this rank, a system each, at least 1
    public DistributedEnsemble(Communicator world, Systems systems, KernelChoice kernel, int threads) {
        this.world = world;
        this.threads = threads;
        LaneKernel lanes = world.shared(new Lanes(kernel), () -> LaneKernel.of(kernel));
        work = new Integrations(world, systems, DistributedForces.ofProcessor(world, kernel), lanes, threads == 1);
    }

    /// Opens what an earlier run has recorded, or begins to; on rank 0. Systems that could not be had are tried again.
    ///
    /// @param key tells an ensemble from others
    /// @throws IOException in one line, if it is of another ensemble, or of one that goes on
    public Journal<List<SystemResult>> journal(Path file, String key) throws IOException {
        return Journal.open(file, key, work, outcome -> outcome instanceof Outcome.Done<List<SystemResult>>);
    }

    /// Integrates systems, or as many as are done when a rank is asked to stop; collective.
    ///
    /// @param groups the systems that go side by side, on rank 0; ignored elsewhere, may be null
    /// @param journal on rank 0, null for none; ignored elsewhere
    /// @param progress is told on rank 0 how many have ended; ignored elsewhere, may be null
    /// @return on rank 0 what came of each, null of those that nobody has begun; elsewhere nothing
    /// @throws IOException in one line if the journal cannot be written
    public SystemResult[] run(List<List<Integer>> groups, Journal<List<SystemResult>> journal, IntConsumer progress)
            throws IOException {
        long start = System.nanoTime();
        try (TaskFarm<List<SystemResult>> farm =
                TaskFarm.open(world, work, Rules.DEFAULT.withSlots(threads), journal)) {
            if (world.rank() > 0) {
                farm.serve();
                return new SystemResult[0];
            }
            SystemResult[] results =
                    new SystemResult[groups.stream().mapToInt(List::size).sum()];
            int[] ended = new int[1];
            farm.map(groups.stream().map(DistributedEnsemble::item).toList(), completed -> {
                int taken = take(completed, results);
                ended[0] += taken;
                recorded += completed.kind() == Completed.Kind.RECORDED ? taken : 0;
                progress.accept(ended[0]);
            });
            return results;
        } finally {
            if (threads > 1) { // whose threads cannot tell the timeline one after the other
                world.timeline().ended(Activity.COMPUTE, "systems", start);
            }
        }
    }

    /// How many systems were done in an earlier run, on rank 0 after [#run].
    public int recorded() {
        return recorded;
    }

    private static Item item(List<Integer> group) {
        return new Item(group.stream().map(String::valueOf).collect(Collectors.joining(" ")), group.size());
    }

    private static int[] numbers(String name) {
        return Arrays.stream(name.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /// @return how many systems have ended
    private static int take(Completed<List<SystemResult>> completed, SystemResult[] results) {
        int[] systems = numbers(completed.item().name());
        List<SystemResult> each = switch (completed.outcome()) {
            case Outcome.Done<List<SystemResult>> done -> done.result();
            case Outcome.Failed<List<SystemResult>> failed -> all(systems.length, failed.reason());
            case Outcome.TimedOut<List<SystemResult>> _ -> all(systems.length, "it took too long");
            case Outcome.Quarantined<List<SystemResult>>(int deaths) ->
                all(systems.length, "at hand %d times when its rank was gone".formatted(deaths));
            case Outcome.NotBegun<List<SystemResult>> _ -> List.of();
        };
        for (int i = 0; i < each.size(); i++) {
            results[systems[i]] = each.get(i);
        }
        return each.size();
    }

    private static List<SystemResult> all(int systems, String reason) {
        return IntStream.range(0, systems)
                .mapToObj(_ -> SystemResult.failed(reason))
                .toList();
    }

    /// @param tells whether the rank's timeline hears of it: its only slot tells, one of several must not
    private record Integrations(
            Communicator world, Systems systems, DistributedForces forces, LaneKernel lanes, boolean tells)
            implements Work<List<SystemResult>> {
        @Override
        public List<SystemResult> process(String name) throws IOException {
            long start = System.nanoTime();
            try {
                List<NBodySetup> setups = new ArrayList<>();
                for (int system : numbers(name)) {
                    setups.add(systems.setUp(system));
                }
                return setups.size() == 1
                        ? List.of(alone(setups.getFirst()))
                        : new SystemLanes(setups, lanes, forces.kernel(SofteningKernel.PLUMMER)).run();
            } finally {
                if (tells) {
                    world.timeline().ended(Activity.COMPUTE, "systems", start);
                }
            }
        }

        /// The run that `nbody` makes of it on one rank.
        private SystemResult alone(NBodySetup setup) {
            SystemWatch watch = new SystemWatch();
            try (DistributedNBody nbody =
                    new DistributedNBody(new SingleRank(), setup.plan(), setup.bodies(), 0, new double[0], forces, 1)) {
                try {
                    nbody.run(watch);
                    return watch.result(nbody.at());
                } catch (BodiesMet e) {
                    return SystemResult.failed(
                            nbody.at(), e.describe(nbody.bodies().labels(), watch.step()));
                } catch (StepTooShort e) {
                    return SystemResult.failed(
                            nbody.at(),
                            "step %d: %s"
                                    .formatted(
                                            watch.step(),
                                            e.describe(setup.plan().units())));
                } catch (SystemWatch.RanAway e) {
                    return SystemResult.failed(nbody.at(), e.getMessage());
                }
            }
        }

        @Override
        public void write(List<SystemResult> results, DataOutputStream out) throws IOException {
            out.writeInt(results.size());
            for (SystemResult each : results) {
                each.write(out);
            }
        }

        @Override
        public List<SystemResult> read(DataInputStream in) throws IOException {
            List<SystemResult> results = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                results.add(SystemResult.read(in));
            }
            return results;
        }
    }
}
