package hyades.nbody;

import hyades.comm.Communicator;
import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import hyades.partition.Workers;
import hyades.trace.Activity;
import hyades.vector.KernelChoice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// N-body over the ranks: rank 0's bodies are broadcast, each rank computes the accelerations of its subrange of
/// them, an allgather recombines these, and every rank steps all bodies, so that all have the same state.
///
/// The bits of the result depend neither on the number of ranks nor on the number of threads: a body's acceleration
/// is one sum in one order ([GravityKernel]), whoever computes it. Only bodies with mass are sources ([Massive]).
public final class DistributedNBody implements AutoCloseable {
    /// What to integrate, and how.
    ///
    /// @param timeStep [s], as all here in SI or in `units`
    /// @param steps their number, 0 to [#MOST_STEPS]; that where they vary
    /// @param gravitationalConstant G [m³/(kg s²)]
    /// @param softening softening length ε [m], at least 0
    /// @param diagnosticsEvery steps between two measurements, at least 1; the first and last state are measured
    /// @param end when a run whose steps vary ends [s], from its start at 0, with the sign of the step; else NaN
    /// @param tolerance of a scheme whose steps vary; else NaN
    /// @param units of all numbers, the bodies' and the results' among them
    /// @param snapshots after which steps the whole state is kept
    /// @param fields that pull at the bodies beside these
    /// @param events that are looked for after each step
    /// @param softeningKernel how ε softens; [SofteningKernel#PLUMMER] where it is 0
    public record Plan(
            Scheme scheme,
            double timeStep,
            long steps,
            double gravitationalConstant,
            double softening,
            long diagnosticsEvery,
            double end,
            double tolerance,
            Units units,
            SnapshotTimes snapshots,
            List<ExternalField> fields,
            EventPlan events,
            SofteningKernel softeningKernel) {
        public Plan {
            fields = List.copyOf(fields);
            if (softening == 0 && softeningKernel != SofteningKernel.PLUMMER) {
                throw new IllegalArgumentException("Softened by a %s of no size".formatted(softeningKernel));
            }
        }

        /// In which nothing is looked for.
        public Plan(
                Scheme scheme,
                double timeStep,
                long steps,
                double gravitationalConstant,
                double softening,
                long diagnosticsEvery,
                double end,
                double tolerance,
                Units units,
                SnapshotTimes snapshots,
                List<ExternalField> fields,
                SofteningKernel softeningKernel) {
            this(
                    scheme,
                    timeStep,
                    steps,
                    gravitationalConstant,
                    softening,
                    diagnosticsEvery,
                    end,
                    tolerance,
                    units,
                    snapshots,
                    fields,
                    EventPlan.NONE,
                    softeningKernel);
        }

        /// Without snapshots, of bodies that nothing else pulls at, softened as Plummer's spheres.
        public Plan(
                Scheme scheme,
                double timeStep,
                long steps,
                double gravitationalConstant,
                double softening,
                long diagnosticsEvery,
                double end,
                double tolerance,
                Units units) {
            this(
                    scheme,
                    timeStep,
                    steps,
                    gravitationalConstant,
                    softening,
                    diagnosticsEvery,
                    end,
                    tolerance,
                    units,
                    SnapshotTimes.NONE,
                    List.of(),
                    SofteningKernel.PLUMMER);
        }

        /// In the units that follow from G, likewise.
        public Plan(
                Scheme scheme,
                double timeStep,
                long steps,
                double gravitationalConstant,
                double softening,
                long diagnosticsEvery,
                double end,
                double tolerance) {
            this(
                    scheme,
                    timeStep,
                    steps,
                    gravitationalConstant,
                    softening,
                    diagnosticsEvery,
                    end,
                    tolerance,
                    Units.of(gravitationalConstant));
        }

        /// Of a scheme whose steps are all of one length, likewise.
        public Plan(
                Scheme scheme,
                double timeStep,
                long steps,
                double gravitationalConstant,
                double softening,
                long diagnosticsEvery) {
            this(scheme, timeStep, steps, gravitationalConstant, softening, diagnosticsEvery, Double.NaN, Double.NaN);
        }

        /// Beyond 2^53 a step's time would be that of the step before.
        public static final long MOST_STEPS = 1L << 53;

        /// Whether the state after a step is measured.
        boolean measures(Moment at) {
            return at.step() % diagnosticsEvery == 0 || at.isLast();
        }

        /// The time at its end [s].
        public double length() {
            return scheme.isAdaptive() ? end : steps * timeStep;
        }

        /// The same to another end.
        Plan to(long otherSteps) {
            return with(otherSteps, snapshots, events);
        }

        /// The same with snapshots.
        Plan with(SnapshotTimes other) {
            return with(steps, other, events);
        }

        /// The same, where events are looked for.
        Plan with(EventPlan other) {
            return with(steps, snapshots, other);
        }

        private Plan with(long otherSteps, SnapshotTimes otherSnapshots, EventPlan otherEvents) {
            return new Plan(
                    scheme,
                    timeStep,
                    otherSteps,
                    gravitationalConstant,
                    softening,
                    diagnosticsEvery,
                    end,
                    tolerance,
                    units,
                    otherSnapshots,
                    fields,
                    otherEvents,
                    softeningKernel);
        }

        /// Writes the plan, as ranks are sent it and checkpoints hold it.
        void write(DataOutput out) throws IOException {
            out.writeUTF(scheme.name());
            out.writeDouble(timeStep);
            out.writeLong(steps);
            out.writeDouble(gravitationalConstant);
            out.writeDouble(softening);
            out.writeLong(diagnosticsEvery);
            out.writeDouble(end);
            out.writeDouble(tolerance);
            out.writeUTF(units.name());
            snapshots.write(out);
            out.writeInt(fields.size());
            for (ExternalField field : fields) {
                field.write(out);
            }
            events.write(out);
            out.writeUTF(softeningKernel.name());
        }

        /// The inverse of [#write].
        static Plan read(DataInput in) throws IOException {
            return new Plan(
                    Scheme.valueOf(in.readUTF()),
                    in.readDouble(),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble(),
                    Units.valueOf(in.readUTF()),
                    SnapshotTimes.read(in),
                    readFields(in),
                    EventPlan.read(in),
                    SofteningKernel.valueOf(in.readUTF()));
        }

        private static List<ExternalField> readFields(DataInput in) throws IOException {
            List<ExternalField> fields = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                fields.add(ExternalField.read(in));
            }
            return fields;
        }
    }

    /// Is told how it goes, on rank 0 only.
    public interface Observer {
        /// At the steps that are measured, before [#stepped]; where a run goes on after such a step, once more.
        void measured(Moment at, Diagnostics diagnostics);

        /// Before [#measured] and [#stepped] of a step in which something happened that is looked for, once in a run.
        default void happened(StepEvents events, Bodies bodies) {}

        /// After each step, and before the first. `bodies` may be read until this returns.
        void stepped(Moment at, Bodies bodies);
    }

    /// About so long may the ranks compute before they ask each other whether one was asked to stop [s].
    private static final double LONGEST = 0.5;

    /// What a rank computes at least, before anything is compiled [interactions/s].
    private static final double SLOWEST = 1e8;

    private final Communicator world;
    private final double longest;
    private final GravityKernel kernel;
    private final boolean usesDevices;
    private final Plan plan;
    private final Bodies bodies;
    private final Integrator integrator;
    private long evaluations;
    private final Massive massive;
    private final double softeningSquared;
    private final double[][] acceleration;

    /// Of the acceleration, for what rounding took from the places; null where that is not known.
    private final double[][] correction;

    /// What ranks exchange of an evaluation: the acceleration, and the jerk where the scheme wants it; shape (k dim,
    /// n).
    private final double[][] evaluated;

    private final Shares ofAll;
    private final Shares ofMassive;
    private final int[] exchangeLengths;
    private final double[] exchange;

    /// Of this evaluation: places and velocities of the bodies with mass, and what rounding took from these places;
    /// shape (dim, m).
    private double[][] sources;

    private double[][] sourceVelocities;
    private double[][] sourceRounding;
    private final Workers workers;
    private final Meetings meetings; // null where softening defines all forces, and on all ranks but 0
    private long step;
    private long updateSince;
    private boolean isStopping;
    private boolean isDone;
    private DeviceFailure failure; // of this rank, null as long as there is none

    /// The first rank whose device was lost, the same on every rank; -1 as long as there is none.
    private int lost = -1;

    /// Into so many pieces each evaluation of this step is divided, on every rank; between two of them it can be left.
    private int pieces;

    private double slowest;

    /// Broadcasts the plan and the bodies; collective.
    ///
    /// @param planOfRoot on rank 0; ignored elsewhere, may be null
    /// @param initial the bodies to start from, taken over, on rank 0; ignored elsewhere, may be null
    /// @param stepsDone the steps that brought them there, on rank 0; ignored elsewhere
    /// @param memory what [#memory] gave there, on rank 0; empty at the first step; ignored elsewhere
    /// @param forces who computes them on this rank
    /// @param threads that compute on this rank, at least 1
    public DistributedNBody(
            Communicator world,
            Plan planOfRoot,
            Bodies initial,
            long stepsDone,
            double[] memory,
            DistributedForces forces,
            int threads) {
        this(world, planOfRoot, initial, stepsDone, memory, forces, threads, LONGEST);
    }

    /// @param kernel of the processor, the same on every rank
    public DistributedNBody(
            Communicator world, Plan planOfRoot, Bodies initial, long stepsDone, KernelChoice kernel, int threads) {
        this(
                world,
                planOfRoot,
                initial,
                stepsDone,
                new double[0],
                DistributedForces.ofProcessor(world, kernel),
                threads);
    }

    /// @param longest about so long are the ranks deaf to a wish to stop [s]
    DistributedNBody(
            Communicator world,
            Plan planOfRoot,
            Bodies initial,
            long stepsDone,
            double[] memory,
            DistributedForces forces,
            int threads,
            double longest) {
        this.world = world;
        this.longest = longest;
        usesDevices = forces.usesDevices();
        DistributedStart start = DistributedStart.of(world, planOfRoot, initial, stepsDone, memory);
        plan = start.plan();
        kernel = forces.kernel(plan.softeningKernel);
        bodies = start.bodies();
        step = start.step();
        integrator = Integrator.of(plan, bodies, start.memory());
        int n = bodies.count();
        int dim = bodies.dimensions();
        massive = new Massive(bodies, plan.gravitationalConstant);
        softeningSquared = Math.max(plan.softening * plan.softening, InverseCube.SMALLEST_SQUARE);
        acceleration = new double[dim][n];
        correction = integrator.rounding() == null ? null : new double[dim][n];
        evaluated = integrator.jerk() == null
                ? acceleration
                : Stream.of(acceleration, integrator.jerk())
                        .flatMap(Arrays::stream)
                        .toArray(double[][]::new);
        ofAll = Shares.of(n, world);
        ofMassive = Shares.of(massive.count(), world);
        exchangeLengths = ofAll.joined(evaluated.length);
        exchange = new double[evaluated.length * n + world.size()];
        meetings = world.rank() == 0 && plan.softening == 0 ? new Meetings(n) : null;
        workers = new Workers(kernel.sharesItsWork() ? 1 : threads, "rank " + world.rank());
        slowest = (double) massive.count() * Arrays.stream(ofAll.lengths).max().orElseThrow() / SLOWEST;
        pieces = pieces();
    }

    /// Integrates to the last step, or until a rank is asked to stop; collective. Where an evaluation takes long it is
    /// left then, and the bodies are as they were before the step.
    ///
    /// @param observer is told of the steps on rank 0; ignored elsewhere
    /// @return the steps that are done, the same on every rank
    /// @throws BodiesMet on rank 0, if no force between two bodies is defined
    /// @throws DeviceFailure on every rank, if one has lost its device: the bodies are those after [#step]
    public long run(Observer observer) {
        isDone = integrate(observer) && at().isLast();
        if (lost >= 0) {
            byte[] mine = failure == null ? null : failure.getMessage().getBytes(StandardCharsets.UTF_8);
            String why = new String(world.broadcast(mine, lost), StandardCharsets.UTF_8);
            throw new DeviceFailure(lost == 0 ? why : "on rank %d: %s".formatted(lost, why));
        }
        return step;
    }

    /// @return whether the last step was not left, nor what is measured after it
    private boolean integrate(Observer observer) {
        if (!accelerate() || !tell(observer)) {
            return false;
        }
        while (!at().isLast() && !isStopping) {
            updateSince = System.nanoTime();
            boolean mayBeLeft = pieces > 1 || usesDevices;
            boolean looks = !plan.events.isNone();
            double[] before = mayBeLeft || looks ? bodies.pack() : null;
            double[] memory = mayBeLeft ? integrator.memory() : null;
            boolean isDone = integrator.step(acceleration, this::accelerateWithin);
            if (isDone) {
                endUpdate();
            }
            List<Event> events = isDone && looks ? events(before) : List.of();
            if (!isDone || events == null) {
                bodies.unpack(before);
                integrator.remember(memory);
                return false;
            }
            step++;
            pieces = pieces();
            heed(events, observer);
            if (!tell(observer)) {
                return false;
            }
        }
        return true;
    }

    /// What happened within the step that ends now, in its order, the same on every rank; collective.
    ///
    /// @param packed the bodies where it began
    /// @return null where that was left
    private List<Event> events(double[] packed) {
        Bodies before = bodies.copy();
        before.unpack(packed);
        EventSearch search = new EventSearch(plan, before, bodies, integrator.at(step + 1));
        List<Event> found = Collections.synchronizedList(new ArrayList<>());
        if (!compute("events", ofAll, targets -> search.search(targets, found::add))) {
            return null;
        }
        double[] counts = new double[world.size()];
        counts[world.rank()] = found.size();
        int[] one = new int[world.size()];
        Arrays.fill(one, 1);
        world.allgather(counts, one);
        return Arrays.stream(counts).sum() == 0 ? List.of() : joined(found);
    }

    private List<Event> joined(List<Event> found) {
        try {
            List<Event> all = new ArrayList<>();
            for (byte[] each : world.gather(packed(found), 0)) {
                unpack(each, all);
            }
            all.sort(Event.ORDER);
            byte[] sent = world.broadcast(packed(all), 0);
            all.clear();
            unpack(sent, all);
            return all;
        } catch (IOException e) { // arrays have none
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(List<Event> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Event event : events) {
            event.write(out);
        }
        return bytes.toByteArray();
    }

    private static void unpack(byte[] bytes, List<Event> events) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        while (in.available() > 0) {
            events.add(Event.read(in));
        }
    }

    private void heed(List<Event> events, Observer observer) {
        if (!events.isEmpty() && world.rank() == 0) {
            observer.happened(new StepEvents(at(), events), bodies);
        }
        if (plan.events.collision() == EventPlan.OnCollision.STOP) {
            isStopping |= events.stream().anyMatch(event -> event.kind() == Event.Kind.COLLISION);
        }
    }

    /// The steps that are done; the same on every rank.
    public long step() {
        return step;
    }

    /// Where the run is; the same on every rank.
    public Moment at() {
        return integrator.at(step);
    }

    /// What the scheme knows beside the bodies, from which it goes on; the same on every rank.
    public double[] memory() {
        return integrator.memory();
    }

    /// How often all forces were evaluated.
    public long evaluations() {
        return evaluations;
    }

    /// How many of the bodies have mass: so many interactions each body has in an evaluation.
    public int sources() {
        return massive.count();
    }

    /// Whether the last step is done and measured.
    public boolean isDone() {
        return isDone;
    }

    private int pieces() {
        return slowest <= 2 * longest ? 1 : (int) Math.min(Math.ceil(slowest / longest), bodies.count());
    }

    /// The bodies as they are now; the same on every rank.
    public Bodies bodies() {
        return bodies;
    }

    /// What computes the forces, for people.
    public String kernel() {
        return kernel.description();
    }

    @Override
    public void close() {
        workers.close();
    }

    /// Within a step: before and after it the bodies move, all of them on every rank.
    ///
    /// @return whether it was not left
    private boolean accelerateWithin() {
        endUpdate();
        boolean isLeft = !accelerate();
        updateSince = System.nanoTime();
        return !isLeft;
    }

    private void endUpdate() {
        world.timeline().ended(Activity.COMPUTE, "update", updateSince);
    }

    /// @return whether it was not left
    private boolean accelerate() {
        if (meetings != null) {
            meetings.refuse(bodies);
        }
        double before = world.timeline().seconds(Activity.COMPUTE);
        sources = massive.of(bodies.position);
        sourceVelocities = integrator.jerk() == null ? null : massive.of(bodies.velocity);
        sourceRounding = correction == null ? null : massive.of(integrator.rounding());
        if (!compute("accelerations", ofAll, this::accelerate)) {
            return false;
        }
        evaluations++;
        double seconds = world.timeline().seconds(Activity.COMPUTE) - before;
        slowest = join(evaluated, ofAll, exchange, exchangeLengths, seconds);
        return lost < 0;
    }

    private void accelerate(Subrange targets) {
        double g = plan.gravitationalConstant;
        if (integrator.jerk() != null) {
            accelerateWithJerk(sourceVelocities, bodies.velocity, targets, integrator.jerk());
        } else if (correction != null) {
            accelerateWithJerk(sourceRounding, integrator.rounding(), targets, correction);
            for (int d = 0; d < correction.length; d++) {
                for (int i = targets.start(); i < targets.end(); i++) {
                    acceleration[d][i] += correction[d][i];
                }
            }
        } else {
            kernel.accelerate(sources, massive.gm(), softeningSquared, bodies.position, targets, acceleration);
            plan.fields.forEach(field -> field.accelerate(g, bodies.position, targets, acceleration));
        }
    }

    private void accelerateWithJerk(double[][] sourceVelocity, double[][] velocity, Subrange targets, double[][] jerk) {
        double g = plan.gravitationalConstant;
        kernel.accelerateWithJerk(
                sources,
                sourceVelocity,
                massive.gm(),
                softeningSquared,
                bodies.position,
                velocity,
                targets,
                acceleration,
                jerk);
        plan.fields.forEach(field -> {
            field.accelerate(g, bodies.position, targets, acceleration);
            field.jerk(g, bodies.position, velocity, targets, jerk);
        });
    }

    /// Which of so many bodies a rank computes.
    ///
    /// @param lengths how many each rank does
    private record Shares(int[] lengths, Subrange mine) {
        static Shares of(int bodies, Communicator world) {
            BlockPartition partition = new BlockPartition(bodies, world.size());
            return new Shares(partition.lengths(), partition.block(world.rank()));
        }

        /// Each rank's block of an exchange.
        int[] joined(int dim) {
            return Arrays.stream(lengths).map(length -> dim * length + 1).toArray();
        }
    }

    /// Gives every rank all columns of what each has computed in its own.
    ///
    /// Rank r's block of the exchange: its x components, then its y, then its z, and its [#word], for which a
    /// message of its own would cost as much.
    ///
    /// @param fields shape (dim, n)
    /// @param shares of these n
    /// @param whole room for that and a number a rank
    /// @param blocks their lengths, as [Shares#joined] has them
    /// @param seconds how long this rank has computed
    /// @return how long the slowest has [s]
    private double join(double[][] fields, Shares shares, double[] whole, int[] blocks, double seconds) {
        int dim = fields.length;
        Subrange mine = shares.mine;
        int offset = dim * mine.start() + world.rank();
        for (int d = 0; d < dim; d++) {
            System.arraycopy(fields[d], mine.start(), whole, offset + d * mine.length(), mine.length());
        }
        whole[offset + dim * mine.length()] = word(seconds);
        world.allgather(whole, blocks);
        int first = 0;
        offset = 0;
        double longestOfAll = 0;
        for (int rank = 0; rank < blocks.length; rank++) {
            int length = shares.lengths[rank];
            for (int d = 0; d < dim; d++) {
                System.arraycopy(whole, offset, fields[d], first, length);
                offset += length;
            }
            longestOfAll = Math.max(longestOfAll, hear(rank, whole[offset++]));
            first += length;
        }
        return longestOfAll;
    }

    /// What this rank tells the others whenever they meet: how long it took, -1 minus that if it is to stop,
    /// NaN if its device was lost. All have to stop after the same step.
    private double word(double seconds) {
        return failure != null ? Double.NaN : world.stopRequested() ? -1 - seconds : seconds;
    }

    /// Takes a rank's word.
    ///
    /// @return how long it took [s]
    private double hear(int rank, double word) {
        if (word >= 0) {
            return word;
        }
        isStopping = true;
        if (Double.isNaN(word)) {
            lost = lost < 0 ? rank : lost;
            return 0;
        }
        return -1 - word;
    }

    /// Measures the state where that is due, and tells of it.
    ///
    /// @return whether it was not left
    private boolean tell(Observer observer) {
        Moment at = at();
        if (plan.measures(at)) {
            double[] potential = potentials();
            if (potential == null) {
                return false;
            }
            if (world.rank() == 0) {
                long start = System.nanoTime();
                double[] all = massive.spread(potential, bodies.count());
                Diagnostics diagnostics = Diagnostics.of(bodies, all, plan.fields, plan.gravitationalConstant);
                world.timeline().ended(Activity.COMPUTE, "diagnostics", start);
                observer.measured(at, diagnostics);
            }
        }
        if (world.rank() == 0) {
            observer.stepped(at, bodies);
        }
        return true;
    }

    /// Those of the bodies with mass: of the others energies do not tell.
    ///
    /// @return null where that was left
    private double[] potentials() {
        double[][] places = massive.of(bodies.position);
        double[] potential = new double[massive.count()];
        if (!compute(
                "potentials",
                ofMassive,
                targets -> kernel.potential(places, massive.gm(), softeningSquared, targets, potential))) {
            return null;
        }
        double[] whole = new double[potential.length + world.size()];
        join(new double[][] {potential}, ofMassive, whole, ofMassive.joined(1), 0);
        return lost >= 0 ? null : potential;
    }

    /// Runs `work` on this rank's share, on all its threads, piece by piece.
    ///
    /// @return whether it is done, or this rank's device was lost; else all ranks have left it
    private boolean compute(String what, Shares shares, Consumer<Subrange> work) {
        for (int piece = 0; piece < pieces; piece++) {
            if (pieces > 1 && (isStopping || piece > 0 && isOneToStop())) {
                return false;
            }
            long start = System.nanoTime();
            try {
                workers.share(shares.mine.block(piece, pieces), (_, block) -> work.accept(block));
            } catch (DeviceFailure e) {
                failure = e; // the others learn of it when they meet
            }
            world.timeline().ended(Activity.COMPUTE, what, start);
        }
        return true;
    }

    private boolean isOneToStop() {
        double[] words = new double[world.size()];
        words[world.rank()] = word(0);
        int[] one = new int[world.size()];
        Arrays.fill(one, 1);
        world.allgather(words, one);
        for (int rank = 0; rank < words.length; rank++) {
            hear(rank, words[rank]);
        }
        return isStopping;
    }
}
