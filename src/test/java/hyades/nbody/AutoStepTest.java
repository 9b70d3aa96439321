package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.nbody.InitialConditions.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Units with G = 1.
class AutoStepTest {
    /// Four bodies of a mass of 1 altogether, at the corners of a square 1 from its middle.
    private static Bodies square(double speed) {
        Bodies bodies = Bodies.empty(2, 4);
        for (int i = 0; i < 4; i++) {
            bodies.mass[i] = 0.25;
            bodies.position[i % 2][i] = i < 2 ? 1 : -1;
            bodies.velocity[i % 2][i] = i < 2 ? speed : -speed;
        }
        return bodies;
    }

    private static String reason(Bodies bodies, double softening) {
        return AutoStep.of(bodies, 1, softening, SofteningKernel.PLUMMER, List.of())
                .reason(bodies, softening, Units.NBODY);
    }

    /// A speed of 2 crosses 0.1 in 0.05; at rest it is that of the circle of radius 1 around a mass of 1, which is
    /// 1.01^(-1/4), since it is softened. How all move together makes no difference.
    @ParameterizedTest(name = "speed {0}, all with {1}")
    @CsvSource({
        "2, 0, 0.05",
        "2, 100, 0.05",
        "0, 0, 0.10024906793143",
        "0, -7, 0.10024906793143",
        "0.5, 0, 0.10024906793143"
    })
    void theSofteningLengthIsCrossedInFiftySteps(double speed, double all, double crossing) {
        Bodies bodies = square(speed);
        for (int i = 0; i < 4; i++) {
            bodies.velocity[1][i] += all;
        }
        AutoStep step = AutoStep.of(bodies, 1, 0.1, SofteningKernel.PLUMMER, List.of());
        assertEquals(crossing, step.crossing(), 1e-11);
        assertEquals(crossing / 50, step.length(), 1e-12);
        assertTrue(step.orbit().isEmpty());
    }

    /// The diagonal's half, 2^(1/2), is what neighbours are apart: 2π (2^(3/2) / 0.5)^(1/2) = 14.944 is their orbit.
    @Test
    void withoutSofteningItIsAPartOfTheShortestOrbit() {
        AutoStep step = AutoStep.of(square(2), 1, 0, SofteningKernel.PLUMMER, List.of());
        assertEquals(14.944 / 700, step.length(), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, step.crossing());
    }

    /// Two of the bodies 1e-3 apart, softened by 1e-3: 2π ((2^(1/2)/1000)³ / 0.5)^(1/2) = 4.726e-4.
    @Test
    void aCloserPairThanIsSoftenedNeedsShorterSteps() {
        Bodies bodies = square(0);
        bodies.position[0][2] = 0.999;
        bodies.position[0][0] = 1;
        AutoStep step = AutoStep.of(bodies, 1, 1e-3, SofteningKernel.PLUMMER, List.of());
        assertEquals(4.726e-4 / 700, step.length(), 1e-4 * step.length());
        assertEquals(
                "6.751e-07 = P / 700, since the shortest orbit, of body 0 and body 2 at 0.001000, takes P = 0.0004726;"
                        + " softening: 0.001000",
                reason(bodies, 1e-3));
    }

    @Test
    void itSaysWhy() {
        assertEquals(
                "0.001000 = t / 50, since bodies of 2.000 (root of the mean square) cross the softening length of"
                        + " 0.1000 in t = 0.05000",
                reason(square(2), 0.1));
        assertEquals(
                "0.002005 = t / 50, since bodies of 0.9975 (that of a circle around all) cross the softening length of"
                        + " 0.1000 in t = 0.1002",
                reason(square(0), 0.1));
    }

    /// Around a point of mass 9 the circle of radius 1 takes 2π/3 = 2.0944, that of two bodies 14.944.
    @Test
    void inFieldsItIsAPartOfTheShortestCircle() {
        List<ExternalField> point = List.of(ExternalField.parse("point:mass=9").in(Units.NBODY));
        AutoStep step = AutoStep.of(square(2), 1, 0, SofteningKernel.PLUMMER, point);
        assertEquals(2 * Math.PI / 3 / 2000, step.length(), 1e-12);
        assertEquals(
                "0.001047 = P / 2000, since the shortest circle in the external fields takes P = 2.094",
                step.reason(square(2), 0, Units.NBODY));
        Bodies alone = Bodies.empty(2, 1);
        alone.position[0][0] = 1;
        assertEquals(
                step.length(),
                AutoStep.of(alone, 1, 0.1, SofteningKernel.PLUMMER, point).length());
        List<ExternalField> weak =
                List.of(ExternalField.parse("point:mass=1e-3").in(Units.NBODY));
        assertEquals(
                14.944 / 700,
                AutoStep.of(square(2), 1, 0, SofteningKernel.PLUMMER, weak).length(),
                1e-6);
    }

    @Test
    void whereNothingPullsThereIsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> AutoStep.of(Bodies.empty(2, 1), 1, 0.1, SofteningKernel.PLUMMER, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> AutoStep.of(Bodies.empty(2, 1), 1, 0, SofteningKernel.PLUMMER, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> AutoStep.of(Bodies.empty(3, 2), 1, 0.1, SofteningKernel.PLUMMER, List.of()));
    }

    /// A cold sphere that falls together, with a softening of 0.05: [PhysicsTest] knows an error of 2.2e-3 with 500
    /// steps in the free-fall time of 1.11, so with 1e-3 it is 4.5e-4, and realisations differ by a factor of 4.
    @Test
    void theEnergyOfACollapseIsConserved() {
        InitialConditions uniform = InitialConditions.UNIFORM;
        NBodySetup setup = NBodySetup.of(
                uniform,
                uniform.parameters(3, 200, 1.0, 1.0, 1, Shape.USUAL, null),
                new NBodySetup.Asked(Scheme.LEAPFROG, null, true, 2500, null, null, null, null, null));
        Systems.Run run =
                Systems.run(setup.bodies(), Scheme.LEAPFROG, setup.plan().timeStep(), 2500, 0.05, 10);
        assertTrue(run.largestEnergyError() < 1.8e-3, () -> "error " + run.largestEnergyError());
    }
}
