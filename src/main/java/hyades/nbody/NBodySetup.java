package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.util.List;

/// A run of `nbody` with all its defaults filled in.
///
/// @param initial what it starts from, as typed
/// @param bodies the state to start from
/// @param plan how to integrate it
/// @param timeScale free-fall time or period [s]
/// @param seed of the random numbers; null where none are used
public record NBodySetup(String initial, Bodies bodies, Plan plan, double timeScale, Long seed) {
    /// Where none is asked for.
    public static final int STEPS = 4000;

    /// Of a scheme whose steps vary, where none is asked for.
    public static final double TOLERANCE = 1e-9;

    /// Between two measurements, in steps.
    private static final int LEAST_DISTANCE = 10;

    /// Time steps in a time scale, where no time step is asked for.
    static final int STEPS_OF_TIME_SCALE = 2000;

    /// In the shortest orbit of two bodies: as many as Kepler's orbit of eccentricity 1/2 has near its pericentre.
    static final int STEPS_OF_ORBIT = 700;

    /// How to integrate, as far as it was asked for: null for what follows from the bodies.
    ///
    /// @param timeStep [s]
    /// @param isStepAuto whether it is that of [AutoStep] instead
    /// @param softening softening length [m]
    /// @param steps where no time is asked for
    /// @param diagnosticsEvery steps between two measurements
    /// @param time at which the run ends [s], positive
    /// @param tolerance of a scheme whose steps vary, which needs a time
    /// @param units of all that is asked for, and of the run; null for those that follow from G
    /// @param fields that pull at the bodies
    /// @param softeningKernel how it softens
    public record Asked(
            Scheme scheme,
            Double timeStep,
            boolean isStepAuto,
            long steps,
            Double softening,
            Long diagnosticsEvery,
            Double time,
            Double tolerance,
            Units units,
            List<ExternalField> fields,
            SofteningKernel softeningKernel) {
        /// Without external fields.
        public Asked(
                Scheme scheme,
                Double timeStep,
                boolean isStepAuto,
                long steps,
                Double softening,
                Long diagnosticsEvery,
                Double time,
                Double tolerance,
                Units units) {
            this(
                    scheme,
                    timeStep,
                    isStepAuto,
                    steps,
                    softening,
                    diagnosticsEvery,
                    time,
                    tolerance,
                    units,
                    List.of(),
                    null);
        }

        /// So many steps, in the units that follow from G.
        public Asked(Scheme scheme, Double timeStep, long steps, Double softening, Long diagnosticsEvery) {
            this(scheme, timeStep, false, steps, softening, diagnosticsEvery, null, null, null);
        }

        private SofteningKernel kernel() {
            return softeningKernel == null ? SofteningKernel.PLUMMER : softeningKernel;
        }

        private Units unitsWith(double gravitationalConstant) {
            return units == null ? Units.of(gravitationalConstant) : units;
        }
    }

    /// A run of a known system: of one that has its own size, which is in SI, in the units that are asked for.
    ///
    /// @param p in these units
    /// @throws IllegalArgumentException if there is no such system
    public static NBodySetup of(InitialConditions known, InitialConditions.Parameters p, Asked asked) {
        Units units = asked.unitsWith(p.gravitationalConstant());
        double timeScale = known.timeScale(p.mass(), p.radius(), p.gravitationalConstant())
                * (known.hasItsOwnSize() ? units.of(Dimension.TIME, Units.SI) : 1);
        Bodies bodies = known.create(p);
        if (known.hasItsOwnSize() && units != Units.SI) {
            bodies = units.of(bodies, Units.SI, p.gravitationalConstant(), p.gravitationalConstant());
        }
        double timeStep = Math.min(
                timeScale / STEPS_OF_TIME_SCALE * known.partToResolve(p),
                ExternalField.shortestOrbit(asked.fields, p.gravitationalConstant(), bodies) / STEPS_OF_TIME_SCALE);
        Plan plan = plan(asked, bodies, timeStep, known.defaultSoftening() * p.radius(), p.gravitationalConstant());
        return new NBodySetup(known.toString(), bodies, plan, timeScale, known.isRandom() ? p.seed() : null);
    }

    /// A run of bodies from a file: what they change in is the free-fall time of a sphere that holds them or, where
    /// they do not pull at each other, the shortest circle in external fields; and the step resolves the closest
    /// pair, too.
    ///
    /// @param file as typed
    /// @param asked with a softening length: nothing else than who made the bodies knows it
    public static NBodySetup of(String file, Bodies bodies, double gravitationalConstant, Asked asked) {
        double circle = ExternalField.shortestOrbit(asked.fields, gravitationalConstant, bodies);
        boolean isAlone = bodies.count() == 1 && Double.isFinite(circle);
        double timeScale = bodies.totalMass() == 0 || isAlone
                ? circle
                : InitialConditions.freeFallTime(bodies.totalMass(), bodies.extent(), gravitationalConstant);
        double orbit = ShortestOrbit.period(bodies, gravitationalConstant, asked.softening, asked.kernel());
        double timeStep = Math.min(
                Math.min(timeScale / STEPS_OF_TIME_SCALE, orbit / STEPS_OF_ORBIT), circle / STEPS_OF_TIME_SCALE);
        return new NBodySetup(
                file, bodies, plan(asked, bodies, timeStep, asked.softening, gravitationalConstant), timeScale, null);
    }

    private static Plan plan(
            Asked asked, Bodies bodies, double timeStep, double softening, double gravitationalConstant) {
        double epsilon = asked.softening == null ? softening : asked.softening;
        if (epsilon == 0 && asked.kernel() != SofteningKernel.PLUMMER) {
            throw new IllegalArgumentException("expected a --softening above 0 beside --softening-kernel %s, found none"
                    .formatted(asked.kernel()));
        }
        double otherwise = asked.timeStep == null ? timeStep : asked.timeStep;
        double dt = asked.isStepAuto
                ? AutoStep.of(bodies, gravitationalConstant, epsilon, asked.kernel(), asked.fields)
                        .length()
                : otherwise;
        Units units = asked.unitsWith(gravitationalConstant);
        if (asked.scheme.isAdaptive()) {
            return new Plan(
                    asked.scheme,
                    dt,
                    Plan.MOST_STEPS,
                    gravitationalConstant,
                    epsilon,
                    asked.diagnosticsEvery == null ? LEAST_DISTANCE : asked.diagnosticsEvery,
                    Math.copySign(asked.time, dt),
                    asked.tolerance == null ? TOLERANCE : asked.tolerance,
                    units,
                    SnapshotTimes.NONE,
                    asked.fields,
                    asked.kernel());
        }
        long steps = asked.time == null ? asked.steps : stepsTo(asked.time, dt, units);
        return new Plan(
                asked.scheme,
                asked.time == null ? dt : Math.copySign(asked.time, dt) / steps,
                steps,
                gravitationalConstant,
                epsilon,
                asked.diagnosticsEvery == null ? Math.max(LEAST_DISTANCE, steps / 100) : asked.diagnosticsEvery,
                Double.NaN,
                Double.NaN,
                units,
                SnapshotTimes.NONE,
                asked.fields,
                asked.kernel());
    }

    /// So many equal steps end at a time, none longer than was asked for; a quotient within 1e-9 of a whole number is
    /// meant to be that.
    ///
    /// @throws IllegalArgumentException if they are too many
    private static long stepsTo(double time, double timeStep, Units units) {
        double steps = time / Math.abs(timeStep);
        if (!(steps <= Plan.MOST_STEPS)) {
            throw new IllegalArgumentException("steps of %s are too many to %s: expected a longer --dt, or less --time"
                    .formatted(units.say(Dimension.TIME, timeStep), units.say(Dimension.TIME, time)));
        }
        double whole = Math.rint(steps);
        return (long) Math.max(1, isWhole(steps) ? whole : Math.ceil(steps));
    }

    /// Whether a number of steps is whole but for the rounding of a quotient.
    public static boolean isWhole(double steps) {
        return Math.abs(steps - Math.rint(steps)) <= 1e-9 * steps;
    }

    /// The same, where events are looked for.
    public NBodySetup with(EventPlan events) {
        return new NBodySetup(initial, bodies, plan.with(events), timeScale, seed);
    }

    /// The same with snapshots.
    public NBodySetup with(SnapshotTimes snapshots) {
        return new NBodySetup(initial, bodies, plan.with(snapshots), timeScale, seed);
    }

    /// Why the step is what it is, where it follows from the bodies.
    ///
    /// @return one line
    public String reasonOfAutoStep() {
        AutoStep step = AutoStep.of(
                bodies, plan.gravitationalConstant(), plan.softening(), plan.softeningKernel(), plan.fields());
        String reason = step.reason(bodies, plan.softening(), plan.units());
        return plan.timeStep() == step.length()
                ? reason
                : reason
                        + "; of them %d are shortened to %s"
                                .formatted(plan.steps(), plan.units().round(Dimension.TIME, plan.timeStep()));
    }

    /// The same, but longer.
    NBodySetup to(long steps) {
        return new NBodySetup(initial, bodies, plan.to(steps), timeScale, seed);
    }
}
