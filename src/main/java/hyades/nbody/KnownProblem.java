package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.InitialConditions.Parameters;
import hyades.nbody.InitialConditions.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Problems of which it is known what comes out, in units with G = 1 unless something else is said.
public enum KnownProblem {
    /// Positions are given to 1e-14; Yoshida's scheme at T/6000 has an error below 1e-9 (halved steps:
    /// 1/16 of it), and the digits of the start let it be 1e-8 after one period. The energy has three
    /// roundings of its terms.
    FIGURE_EIGHT("Chenciner & Montgomery (2000) after Simó, digits of arXiv:2201.01205", KnownProblem::figureEight),

    /// Where bodies are 4e-4 apart, places rounded by 1e-16 would change the forces by 1e-13, which
    /// grows to 1e-4 until t = 60: with what rounding takes made good, 1e-6 is left of it there, and
    /// 1e-8 before.
    PYTHAGOREAN(
            "Burrau (1913), Szebehely & Peters (1967); places by a Taylor integration of order 30",
            KnownProblem::pythagorean),

    /// v² = 3^(-1/2) and U = -3^(1/2). After a period the error of Yoshida's scheme is (2π/4000)⁴/10,
    /// and rounding has grown 85-fold to 1e-13.
    LAGRANGE("Lagrange (1772): a triangle of circumradius 1 and masses of 1", KnownProblem::lagrange),

    /// e = 0.99, whose pericentre is a 20,000th of the orbit. Rounding walks at random, by about 1e-14
    /// a passage, where both energies are 100 times their sum: below 1e-12 after a thousand.
    KEPLER("Kepler's orbit of eccentricity 0.99, whose energy is conserved", KnownProblem::kepler),

    /// One realisation of 1000 bodies lies within 3 % of theory up to 0.5 t_ff: its density differs by
    /// about N^(-1/2) = 3 % within the half-mass radius, and shells have not crossed yet.
    COLD_SPHERE("a uniform sphere collapses, r/R = cos^2 u, t/t_ff = 2/pi (u + sin(2u)/2)", KnownProblem::coldSphere),

    /// 1000 bodies to 2 t_ff. The values are of other realisations than ours; the largest error occurs
    /// at the bounce, whose depth varies between realisations, so a factor of 4 either way is allowed
    /// (between rows of the table it changes by a factor of 16 with the step), and one of 10 for the
    /// error at the end.
    COLLAPSE("energy errors of the leapfrog in a cold collapse, by another program", KnownProblem::collapse),

    /// 20,000 bodies: a quantile of the mass scatters by about (f(1-f)/N)^(1/2) over the mass per
    /// radius, below 2 % of the radius each; 4 % is over two of these, and the seed is fixed. The
    /// energy's scatter is below 1 %.
    PLUMMER("Plummer's sphere in equilibrium, of virial radius 1", KnownProblem::plummer),

    /// In its own t_ff = 0.723601 (R³/GM)^(1/2). What N bodies within the half-mass radius pull
    /// differs from the smooth disc's by δ = (N/2)^(-1/2) = 1.6 %, and a softening of 0.005 R by about
    /// 1 % more; the radius differs by δ |t f'(t)|/2 = 0.17 δ at ½ t_ff, where f' = -0.69. Clumps,
    /// which grow in a cold disc from the bodies' randomness, are given as much again, twice: within
    /// 1.5 % of R, which is 4 % of t_ff. Later they are larger.
    KALNAJS("a disc of Kalnajs (1972) at rest collapses as the cold sphere does", KnownProblem::kalnajs);

    /// r/R of a cold sphere at 0, ¼ and ½ of the free-fall time.
    private static final double[] SHRUNK = {1, 0.96093687, 0.83680601};

    /// Does what a problem asks for, wherever that is.
    public interface Integration {
        /// The states that the plan measures, the first and the last among them.
        ///
        /// @param start taken over
        List<State> run(Bodies start, Plan plan);
    }

    /// A state that was measured.
    ///
    /// @param bodies a copy
    public record State(double time, Bodies bodies, Diagnostics diagnostics) {}

    private final String source;
    private final Function<Integration, List<KnownValue>> values;

    KnownProblem(String source, Function<Integration, List<KnownValue>> values) {
        this.source = source;
        this.values = values;
    }

    /// What the problem is, and who says what comes out.
    public String source() {
        return source;
    }

    /// Integrates it.
    public List<KnownValue> values(Integration integration) {
        return values.apply(integration);
    }

    private static List<KnownValue> figureEight(Integration k) {
        Bodies start = create(InitialConditions.FIGURE_EIGHT, 2, 3);
        double period = InitialConditions.FIGURE_EIGHT.timeScale(3, 1, 1);
        List<State> states = k.run(start.copy(), new Plan(Scheme.YOSHIDA4, period / 6000, 6000, 1, 0, 2000));
        return List.of(
                new KnownValue("period", period, 6.32591398292621, 1e-14),
                new KnownValue("energy", energy(states), -1.28714199563185, 2e-14),
                new KnownValue(
                        "farthest from where another began, after T/3",
                        farthest(states.get(1).bodies, start, false),
                        0,
                        1e-8),
                new KnownValue(
                        "farthest from where it began, after T",
                        farthest(states.getLast().bodies, start, true),
                        0,
                        1e-8));
    }

    /// Places of the Pythagorean problem.
    ///
    /// @param x, y of the masses 3, 4 and 5
    private record Burrau(double time, double tolerance, double[] x, double[] y) {
        Stream<KnownValue> compare(Bodies bodies) {
            return IntStream.range(0, 3).boxed().flatMap(i -> {
                String where = " of mass %d at t = %.0f".formatted(3 + i, time);
                return Stream.of(
                        new KnownValue("x" + where, bodies.position[0][i], x[i], tolerance),
                        new KnownValue("y" + where, bodies.position[1][i], y[i], tolerance));
            });
        }
    }

    private static List<KnownValue> pythagorean(Integration k) {
        List<KnownValue> values = new ArrayList<>();
        for (Burrau each : List.of(
                new Burrau(10, 1e-8, new double[] {0.778480410138, -2.025092477978, 1.152985736300}, new double[] {
                    0.141392300290, 0.097219384146, -0.162610887491
                }),
                new Burrau(20, 1e-8, new double[] {3.004292636696, -1.388626537511, -0.691674352009}, new double[] {
                    0.511925235025, -0.470476050253, 0.069225699187
                }),
                new Burrau(60, 1e-6, new double[] {0.743807500118, 0.264010334686, -0.657492767820}, new double[] {
                    1.939947951095, -0.731624394870, -0.578669254761
                }))) {
            List<State> states = k.run(create(InitialConditions.PYTHAGOREAN, 2, 3), ias15(each.time, 1000));
            if (values.isEmpty()) {
                values.add(new KnownValue("energy", energy(states), -769 / 60.0, 1e-14 * 769 / 60));
            }
            values.add(new KnownValue("end", states.getLast().time, each.time, 0));
            each.compare(states.getLast().bodies).forEach(values::add);
        }
        return values;
    }

    private static List<KnownValue> lagrange(Integration k) {
        Bodies start = create(InitialConditions.LAGRANGE, 2, 3);
        double period = InitialConditions.LAGRANGE.timeScale(3, 1, 1);
        List<State> states = k.run(start.copy(), new Plan(Scheme.YOSHIDA4, period / 4000, 4000, 1, 0, 4000));
        return List.of(
                new KnownValue("period", period, 8.269136901, 5e-10),
                new KnownValue("speed", Math.hypot(start.velocity[0][0], start.velocity[1][0]), 0.759835686, 5e-10),
                new KnownValue("energy", energy(states), -Math.sqrt(3) / 2, 1e-14),
                new KnownValue(
                        "farthest from where it began, after T",
                        farthest(states.getLast().bodies, start, true),
                        0,
                        1e-9));
    }

    private static List<KnownValue> kepler(Integration k) {
        Shape shape = new Shape(0.99, 0, 6, 4, 2, 1, 0);
        Bodies start = InitialConditions.KEPLER.create(new Parameters(2, 2, 1, 1, 1, shape, 1));
        List<State> states = k.run(start, ias15(2 * Math.PI * 1000, 100));
        return List.of(new KnownValue("largest |dE/E| in 1000 periods", largestEnergyError(states), 0, 1e-12));
    }

    private static List<KnownValue> collapse(Integration k) {
        List<KnownValue> values = new ArrayList<>();
        double[][] table = { // softening, steps in t_ff, largest and last |dE/E|
            {0.05, 500, 2.2e-3, 2.6e-5},
            {0.05, 2000, 1.4e-4, 1.6e-6},
            {0.02, 2000, 4.6e-4, 6.3e-6},
            {0.01, 2000, 6.7e-4, 1.4e-5}
        };
        for (double[] row : table) {
            int steps = (int) row[1];
            double dt = InitialConditions.freeFallTime(1, 1, 1) / steps;
            Bodies start = create(InitialConditions.UNIFORM, 3, 1000);
            List<State> states = k.run(start, leapfrog(dt, 2 * steps, row[0], steps / 100));
            String of = " of softening %s, dt = t_ff/%d".formatted(row[0], steps);
            double largest = Math.log10(largestEnergyError(states));
            values.add(new KnownValue("log10 max|dE/E|" + of, largest, Math.log10(row[2]), Math.log10(4)));
            double last = largestEnergyError(List.of(states.getFirst(), states.getLast()));
            values.add(new KnownValue("|dE/E| at the end" + of, last, 0, 10 * row[3]));
        }
        return values;
    }

    private static List<KnownValue> plummer(Integration k) {
        Diagnostics d = k.run(create(InitialConditions.PLUMMER, 3, 20_000), leapfrog(1, 0, 0, 1))
                .getFirst()
                .diagnostics;
        double[] expected = {0.30868, 0.76857, 2.18367};
        List<KnownValue> values = new ArrayList<>();
        values.add(new KnownValue("energy", d.total(), -0.25, 0.25 * 0.02));
        values.add(new KnownValue("T/|U|", d.virialRatio(), 0.5, 0.5 * 0.02));
        for (int i = 0; i < expected.length; i++) {
            String name = "radius of %.0f %% of the mass".formatted(100 * Diagnostics.FRACTIONS[i]);
            values.add(new KnownValue(name, d.lagrangianRadii()[i], expected[i], 0.04 * expected[i]));
        }
        return values;
    }

    private static List<KnownValue> coldSphere(Integration k) {
        double tff = InitialConditions.freeFallTime(1, 1, 1);
        List<State> states = k.run(create(InitialConditions.UNIFORM, 3, 1000), leapfrog(tff / 2000, 1000, 0.01, 500));
        List<KnownValue> values = new ArrayList<>();
        values.add(new KnownValue("t_ff of G = M = R = 1", tff, 1.1107, 5e-5));
        values.add(new KnownValue(
                "t_ff of 1000 kg in 1 m [s]",
                InitialConditions.freeFallTime(1000, 1, InitialConditions.GRAVITATIONAL_CONSTANT),
                4299.342,
                5e-4));
        values.addAll(shrunk(states, ratio -> 0.03 * ratio));
        return values;
    }

    private static List<KnownValue> kalnajs(Integration k) {
        double tff = InitialConditions.KALNAJS.timeScale(1, 1, 1);
        List<State> states = k.run(create(InitialConditions.KALNAJS, 2, 8000), leapfrog(tff / 1000, 500, 0.005, 250));
        List<KnownValue> values = new ArrayList<>();
        values.add(new KnownValue("t_ff of G = M = R = 1", tff, 0.723601, 5e-7));
        values.addAll(shrunk(states, _ -> 0.015));
        return values;
    }

    /// How far the radii of half and of nine tenths of the mass are.
    private static List<KnownValue> shrunk(List<State> states, Function<Double, Double> tolerance) {
        double[] first = states.getFirst().diagnostics.lagrangianRadii();
        List<KnownValue> values = new ArrayList<>();
        for (int i = 1; i < SHRUNK.length; i++) {
            double[] radii = states.get(i).diagnostics.lagrangianRadii();
            for (int f = 1; f < 3; f++) {
                values.add(new KnownValue(
                        "r/R of %.0f %% of the mass at %s t_ff".formatted(100 * Diagnostics.FRACTIONS[f], i / 4.0),
                        radii[f] / first[f],
                        SHRUNK[i],
                        tolerance.apply(SHRUNK[i])));
            }
        }
        return values;
    }

    /// In the units of the literature: a total mass of 1, but for three bodies their own.
    private static Bodies create(InitialConditions kind, int dimensions, int bodies) {
        double mass = kind.isRandom() ? 1 : kind.defaultMass(bodies, 1);
        return kind.create(new Parameters(dimensions, bodies, mass, 1, 1, Shape.USUAL, 1));
    }

    private static Plan leapfrog(double dt, int steps, double softening, int every) {
        return new Plan(Scheme.LEAPFROG, dt, steps, 1, softening, every);
    }

    private static Plan ias15(double end, int every) {
        return new Plan(Scheme.IAS15, 1e-3, Plan.MOST_STEPS, 1, 0, every, end, NBodySetup.TOLERANCE);
    }

    private static double energy(List<State> states) {
        return states.getFirst().diagnostics.total();
    }

    private static double largestEnergyError(List<State> states) {
        double first = energy(states);
        return states.stream()
                .mapToDouble(state -> Math.abs((state.diagnostics.total() - first) / first))
                .max()
                .orElseThrow();
    }

    /// The largest distance of a body from the nearest place at which one began.
    ///
    /// @param isSame whether at its own place, else at another's
    private static double farthest(Bodies bodies, Bodies start, boolean isSame) {
        return IntStream.range(0, bodies.count())
                .mapToDouble(i -> IntStream.range(0, bodies.count())
                        .filter(j -> isSame == (i == j))
                        .mapToDouble(j -> Math.hypot(
                                bodies.position[0][i] - start.position[0][j],
                                bodies.position[1][i] - start.position[1][j]))
                        .min()
                        .orElseThrow())
                .max()
                .orElseThrow();
    }

    /// As the command line has it: `figure-eight`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
