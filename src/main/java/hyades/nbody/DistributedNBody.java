package hyades.nbody;

import hyades.comm.Communicator;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import hyades.partition.Workers;
import hyades.trace.Activity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// N-body over the ranks: rank 0's bodies are broadcast, each rank computes the accelerations of its subrange of
/// them, an allgather recombines these, and every rank steps all bodies, so that all have the same state.
///
/// The bits of the result depend neither on the number of ranks nor on the number of threads: a body's acceleration
/// is one sum in one order ([GravityKernel]), whoever computes it.
public final class DistributedNBody implements AutoCloseable {
    /// What to integrate, and how.
    ///
    /// @param timeStep [s]
    /// @param steps their number, 0 to [#MOST_STEPS]
    /// @param gravitationalConstant G [m³/(kg s²)]
    /// @param softening Plummer softening length ε [m], at least 0
    /// @param diagnosticsEvery steps between two measurements, at least 1; the first and the last state are
    /// measured
    public record Plan(
            Scheme scheme,
            double timeStep,
            long steps,
            double gravitationalConstant,
            double softening,
            long diagnosticsEvery) {
        /// Beyond 2^53 a step's time would be that of the step before.
        public static final long MOST_STEPS = 1L << 53;

        /// Whether the state after a step is measured.
        boolean measures(long step) {
            return step % diagnosticsEvery == 0 || step == steps;
        }

        /// The same to another end.
        Plan to(long otherSteps) {
            return new Plan(scheme, timeStep, otherSteps, gravitationalConstant, softening, diagnosticsEvery);
        }

        /// Writes the plan, as ranks are sent it and checkpoints hold it.
        void write(DataOutput out) throws IOException {
            out.writeUTF(scheme.name());
            out.writeDouble(timeStep);
            out.writeLong(steps);
            out.writeDouble(gravitationalConstant);
            out.writeDouble(softening);
            out.writeLong(diagnosticsEvery);
        }

        /// The inverse of [#write].
        static Plan read(DataInput in) throws IOException {
            return new Plan(
                    Scheme.valueOf(in.readUTF()),
                    in.readDouble(),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readLong());
        }
    }

    /// Is told how it goes, on rank 0 only.
    public interface Observer {
        /// At the steps that are measured, before [#stepped]; where a run goes on after such a step, once more.
        void measured(long step, Diagnostics diagnostics);

        /// After each step, and before the first. `bodies` may be read until this returns.
        void stepped(long step, Bodies bodies);
    }

    private final Communicator world;
    private final GravityKernel kernel;
    private final Plan plan;
    private final Bodies bodies;
    private final double[] gm;
    private final double softeningSquared;
    private final double[][] acceleration;
    private final int[] lengths;
    private final Subrange mine;
    private final int[] exchangeLengths;
    private final double[] exchange;
    private final Workers workers;
    private long step;
    private boolean isStopping;
    private long computeNanos;

    /// Broadcasts the plan and the bodies; collective.
    ///
    /// @param planOfRoot on rank 0; ignored elsewhere, may be null
    /// @param initial the bodies to start from, taken over, on rank 0; ignored elsewhere, may be null
    /// @param stepsDone the steps that brought them there, on rank 0; ignored elsewhere
    /// @param kernel the same on every rank
    /// @param threads that compute on this rank, at least 1
    public DistributedNBody(
            Communicator world, Plan planOfRoot, Bodies initial, long stepsDone, KernelChoice kernel, int threads) {
        this.world = world;
        this.kernel = world.shared(kernel, kernel::create);
        plan = broadcast(world, planOfRoot);
        bodies = broadcast(world, initial);
        step = broadcast(world, stepsDone);
        int n = bodies.count();
        int dim = bodies.dimensions();
        gm = new double[n];
        for (int i = 0; i < n; i++) {
            gm[i] = plan.gravitationalConstant * bodies.mass[i];
        }
        softeningSquared = Math.max(plan.softening * plan.softening, InverseCube.SMALLEST_SQUARE);
        acceleration = new double[dim][n];
        BlockPartition partition = new BlockPartition(n, world.size());
        lengths = partition.lengths();
        exchangeLengths = Arrays.stream(lengths).map(length -> dim * length + 1).toArray();
        exchange = new double[dim * n + world.size()];
        mine = partition.block(world.rank());
        workers = new Workers(threads, "rank " + world.rank());
    }

    private static Plan broadcast(Communicator world, Plan plan) {
        try {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            if (world.rank() == 0) {
                plan.write(new DataOutputStream(written));
            }
            byte[] bytes = world.broadcast(written.toByteArray(), 0);
            return Plan.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) { // arrays have none
            throw new UncheckedIOException(e);
        }
    }

    private static long broadcast(Communicator world, long value) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return ByteBuffer.wrap(world.broadcast(number, 0)).getLong();
    }

    private static Bodies broadcast(Communicator world, Bodies initial) {
        double[] shape = new double[2];
        if (world.rank() == 0) {
            shape = new double[] {initial.dimensions(), initial.count()};
        }
        world.broadcast(shape, 0);
        Bodies bodies = world.rank() == 0 ? initial : Bodies.empty((int) shape[0], (int) shape[1]);
        double[] all = bodies.pack();
        world.broadcast(all, 0);
        bodies.unpack(all);
        return bodies;
    }

    /// Integrates to the last step, or to that in which a rank was asked to stop; collective.
    ///
    /// @param observer is told of the steps on rank 0; ignored elsewhere
    /// @return the steps that are done, the same on every rank
    public long run(Observer observer) {
        accelerate();
        if (plan.measures(step)) {
            measure(observer);
        }
        tell(observer);
        while (step < plan.steps && !isStopping) {
            plan.scheme.step(bodies, plan.timeStep, acceleration, this::accelerate);
            step++;
            if (plan.measures(step)) {
                measure(observer);
            }
            tell(observer);
        }
        return step;
    }

    /// The number of steps of the whole run, those done before included.
    public long steps() {
        return plan.steps;
    }

    /// The bodies as they are now; the same on every rank.
    public Bodies bodies() {
        return bodies;
    }

    /// What computes the forces, for people.
    public String kernel() {
        return kernel.description();
    }

    /// The time this rank has spent in the kernels [s].
    public double computeSeconds() {
        return computeNanos * 1e-9;
    }

    @Override
    public void close() {
        workers.close();
    }

    private void accelerate() {
        int dim = bodies.dimensions();
        compute(
                "accelerations",
                targets -> kernel.accelerate(bodies.position, gm, softeningSquared, targets, acceleration));
        // Rank r's block of the exchange: its x components, then its y, then its z, and whether it is to stop: all
        // have to do so after the same step, and a message of its own would cost as much as this one.
        int offset = dim * mine.start() + world.rank();
        for (int d = 0; d < dim; d++) {
            System.arraycopy(acceleration[d], mine.start(), exchange, offset + d * mine.length(), mine.length());
        }
        exchange[offset + dim * mine.length()] = world.stopRequested() ? 1 : 0;
        world.allgather(exchange, exchangeLengths);
        int start = 0;
        offset = 0;
        for (int length : lengths) {
            for (int d = 0; d < dim; d++) {
                System.arraycopy(exchange, offset, acceleration[d], start, length);
                offset += length;
            }
            isStopping |= exchange[offset++] != 0;
            start += length;
        }
    }

    private void measure(Observer observer) {
        double[] potential = new double[bodies.count()];
        compute("potentials", targets -> kernel.potential(bodies.position, gm, softeningSquared, targets, potential));
        world.allgather(potential, lengths);
        if (world.rank() == 0) {
            observer.measured(step, Diagnostics.of(bodies, potential));
        }
    }

    private void tell(Observer observer) {
        if (world.rank() == 0) {
            observer.stepped(step, bodies);
        }
    }

    /// Runs `work` on blocks of this rank's bodies, on all its threads, and waits for it.
    private void compute(String what, Consumer<Subrange> work) {
        long start = System.nanoTime();
        workers.share(mine, (_, block) -> work.accept(block));
        computeNanos += world.timeline().ended(Activity.COMPUTE, what, start);
    }
}
