package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.nbody.InitialConditions.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NBodySetupTest {
    private static final NBodySetup.Asked NOTHING =
            new NBodySetup.Asked(Scheme.LEAPFROG, null, NBodySetup.STEPS, null, null);

    private static NBodySetup setup(InitialConditions known) {
        return NBodySetup.of(
                known,
                known.parameters(null, null, null, null, InitialConditions.GRAVITATIONAL_CONSTANT, Shape.USUAL, null),
                NOTHING);
    }

    /// By hand, with a pocket calculator's digits: 1/2000 of (π/2) √(1 m³ / (2 G 1000 kg)) = 4299.34 s, of the period
    /// 2π √(1 m³ / (G 2 kg)) = 543829 s, and of 6.32591398 √(1 m³ / (G 1 kg)) = 774320 s, with G = 6.6743e-11;
    /// of 0.723601 √(1 m³ / (G 1000 kg)) = 2800.89 s, 8.26913690 √(1 m³ / (G 1 kg)) = 1012181 s, and of
    /// √(1 m³ / (G 1 kg)) = 122404.8 s.
    @ParameterizedTest(name = "{0}: {1} bodies in {2} dimensions, a step of {3} s, softening {4} m")
    @CsvSource({
        "UNIFORM, 1000, 2, 2.14967, 0.05",
        "PLUMMER, 1000, 3, 2.14967, 0.05",
        "KALNAJS, 1000, 2, 1.40045, 0.05",
        "KEPLER, 2, 2, 271.914, 0",
        "FIGURE_EIGHT, 3, 2, 387.160, 0",
        "LAGRANGE, 3, 2, 506.090, 0",
        "PYTHAGOREAN, 3, 2, 61.2024, 0"
    })
    void whatNobodyAskedForFollowsFromTheSystem(
            InitialConditions known, int bodies, int dimensions, double timeStep, double softening) {
        NBodySetup setup = setup(known);
        assertEquals(bodies, setup.bodies().count());
        assertEquals(dimensions, setup.bodies().dimensions());
        assertEquals(known.defaultMass(bodies, 6.6743e-11), setup.bodies().totalMass(), 1e-9);
        assertEquals(timeStep, setup.plan().timeStep(), 1e-5 * timeStep);
        assertEquals(softening, setup.plan().softening());
        assertEquals(6.6743e-11, setup.plan().gravitationalConstant());
        assertEquals(4000, setup.plan().steps());
        assertEquals(40, setup.plan().diagnosticsEvery());
        assertEquals(bodies == 1000 ? 1L : null, setup.seed());
    }

    /// 0.7/0.1 is 6.999999999999999, 1.1/0.1 is 11.000000000000002: both are meant to be whole.
    @ParameterizedTest(name = "{0} s by {1} s")
    @CsvSource({"0.7, 0.1, 7", "1.1, 0.1, 11", "1.1, -0.1, 11", "1, 0.3, 4", "1, 5, 1", "1e-3, 1e-7, 10000"})
    void aTimeIsEqualStepsNoneLongerThanAsked(double time, double dt, long steps) {
        NBodySetup.Asked asked = new NBodySetup.Asked(Scheme.LEAPFROG, dt, false, 4000, 0.0, null, time, null, null);
        DistributedNBody.Plan plan = NBodySetup.of(
                        "given", Systems.create(InitialConditions.KEPLER, 2, 2, 0, 0), 1, asked)
                .plan();
        assertEquals(steps, plan.steps());
        assertEquals(Math.copySign(time, dt), plan.length(), Math.ulp(time));
        assertTrue(Math.abs(plan.timeStep()) <= Math.abs(dt) * (1 + 1e-9));
    }

    /// Two bodies of 4 and 4 kg 2 m apart with G = 1: a sphere of 1 m falls together in (π/2) √(1/16) = 0.392699 s.
    @Test
    void ofBodiesFromAFileTheirExtentIsTheRadius() {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = bodies.mass[1] = 4;
        bodies.position[0][0] = 5;
        bodies.position[0][1] = 7;
        NBodySetup.Asked softened = new NBodySetup.Asked(Scheme.LEAPFROG, null, NBodySetup.STEPS, 0.25, null);
        NBodySetup setup = NBodySetup.of("here.csv", bodies, 1, softened);
        assertEquals(0.392699, setup.timeScale(), 1e-6);
        assertEquals(0.392699 / 2000, setup.plan().timeStep(), 1e-9);
        assertEquals(0.25, setup.plan().softening());
        assertNull(setup.seed());
    }

    /// From pericentre, 4000 default steps of the leapfrog: its error of the energy is largest near there. Of e =
    /// 1/2 it is 2.7e-5, and should be that of all eccentricities; with steps of a 2000th of the period e = 0.9 has
    /// 0.1.
    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5, 0.9, 0.99, 0.999})
    void theStepResolvesThePericentre(double eccentricity) {
        InitialConditions kepler = InitialConditions.KEPLER;
        NBodySetup setup = NBodySetup.of(
                kepler, kepler.parameters(null, null, 1.0, 1.0, 1, Systems.eccentric(eccentricity), null), NOTHING);
        Systems.Run run =
                Systems.run(setup.bodies(), Scheme.LEAPFROG, setup.plan().timeStep(), 4000, 0, 10);
        assertTrue(run.largestEnergyError() < 5e-5, () -> "error " + run.largestEnergyError());
    }

    /// A comet of no mass, e = 0.9, starts at aphelion 1.9 away: a 2000th of the free-fall time from there, 2.91, is
    /// five times what a 700th of the circle through its pericentre is, 2π 0.1^(3/2) = 0.199.
    @Test
    void ofBodiesFromAFileTheStepResolvesThePericentre() {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = 1;
        bodies.position[0][1] = 1.9;
        bodies.velocity[1][1] = Math.sqrt(0.1 / 1.9);
        NBodySetup.Asked none = new NBodySetup.Asked(Scheme.LEAPFROG, null, NBodySetup.STEPS, 0.0, null);
        assertEquals(
                2 * Math.PI * Math.pow(0.1, 1.5) / 700,
                NBodySetup.of("here.csv", bodies, 1, none).plan().timeStep(),
                1e-12);
    }

    /// One body around a point of 4 kg at 1 m with G = 1: 2π (1/4)^½ = π s a circle.
    @Test
    void ofOneBodyTheStepResolvesTheCircleInTheField() {
        Bodies bodies = Bodies.empty(2, 1);
        bodies.mass[0] = 0.7;
        bodies.position[0][0] = 1;
        NBodySetup.Asked asked = new NBodySetup.Asked(
                Scheme.LEAPFROG,
                null,
                false,
                NBodySetup.STEPS,
                0.0,
                null,
                null,
                null,
                null,
                List.of(ExternalField.parse("point:mass=4").in(Units.NBODY)),
                null);
        NBodySetup setup = NBodySetup.of("here.csv", bodies, 1, asked);
        assertEquals(Math.PI, setup.timeScale(), 1e-12);
        assertEquals(Math.PI / 2000, setup.plan().timeStep(), 1e-15);
    }

    @Test
    void whatWasAskedForIsTaken() {
        NBodySetup.Asked asked = new NBodySetup.Asked(Scheme.YOSHIDA4, 0.25, 300, 0.0, 7L);
        NBodySetup setup = NBodySetup.of(
                InitialConditions.UNIFORM,
                InitialConditions.UNIFORM.parameters(3, 10, 5.0, 2.0, 1, Shape.USUAL, 8L),
                asked);
        assertEquals(new DistributedNBody.Plan(Scheme.YOSHIDA4, 0.25, 300, 1, 0, 7), setup.plan());
        assertEquals(5, setup.bodies().totalMass(), 1e-12);
        assertEquals(3, setup.bodies().dimensions());
        assertEquals(8, setup.seed());
    }

    /// A hundredth of the steps, but not more often than every tenth.
    @Test
    void shortRunsAreMeasuredEveryTenSteps() {
        NBodySetup.Asked asked = new NBodySetup.Asked(Scheme.LEAPFROG, 1.0, 500, null, null);
        assertEquals(
                10,
                NBodySetup.of(
                                InitialConditions.KEPLER,
                                InitialConditions.KEPLER.parameters(null, null, null, null, 1, Shape.USUAL, null),
                                asked)
                        .plan()
                        .diagnosticsEvery());
    }
}
