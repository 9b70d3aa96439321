package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.nbody.Bodies;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.EventPlan;
import hyades.nbody.ExternalField;
import hyades.nbody.Moment;
import hyades.nbody.Scheme;
import hyades.nbody.SnapshotTimes;
import hyades.nbody.SofteningKernel;
import hyades.nbody.Units;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two bodies of mass 1/2, at rest 0.01 apart, far from one of mass 100, with G = 1: an orbit takes 2π 0.01^(3/2) =
/// 6.283e-3, a twentieth of which is 3.142e-4; softened by 0.01 it takes 2^(3/4) of that, 1.057e-2.
class StepWatchTest {
    private static final Moment START = new Moment(0, 0, 0, false);
    private static final Moment LATER = new Moment(70, 7, 6.9, false);

    private static Bodies pairApart(double distance) {
        double[][] places = {{0, distance, 50}, {0, 0, 0}};
        return new Bodies(new double[] {0.5, 0.5, 100}, places, new double[2][3]);
    }

    private static StepWatch watch(Scheme scheme, double timeStep, double softening) {
        return new StepWatch(new Plan(scheme, timeStep, 100, 1, softening, 1, 10, 1e-9, Units.NBODY), null);
    }

    @ParameterizedTest(name = "{0}, steps of {1}, softening {2}: {3}")
    @CsvSource({
        "LEAPFROG, 3.15e-4, 0, true",
        "LEAPFROG, 3.13e-4, 0, false",
        "HERMITE4, -3.15e-4, 0, true",
        "LEAPFROG, 3.15e-4, 0.01, false",
        "YOSHIDA4, 5.30e-4, 0.01, true",
        "IAS15, 1, 0, false"
    })
    void stepsThatDoNotResolveAnOrbitAreWarnedOf(Scheme scheme, double timeStep, double softening, boolean isTooLong) {
        assertEquals(
                isTooLong,
                watch(scheme, timeStep, softening).look(START, pairApart(0.01)).isPresent());
    }

    @Test
    void itIsSaidOnceAndWithNumbers() {
        StepWatch watch = watch(Scheme.LEAPFROG, 1e-3, 0);
        assertEquals(Optional.empty(), watch.look(START, pairApart(1)));
        assertEquals(Optional.empty(), watch.warning());
        String words =
                "at step 70 body 0 and body 1, at a distance of 0.01000, move around each other in 0.006283: that is"
                    + " 6.3 steps of 0.001000, fewer than 20; take a --dt of 0.0003142 or shorter, or a --softening";
        assertEquals(Optional.of(words), watch.look(LATER, pairApart(0.01)));
        assertEquals(Optional.empty(), watch.look(LATER, pairApart(0.001)));
        assertEquals(Optional.of(words), watch.warning());
    }

    /// What was said before the run was gone on with is not said again, and still told of.
    @Test
    void whatWasSaidBeforeIsNotSaidAgain() {
        Plan plan = new Plan(Scheme.LEAPFROG, 1e-3, 100, 1, 0, 1, 10, 1e-9, Units.NBODY);
        StepWatch watch = new StepWatch(plan, "too long");
        assertEquals(Optional.empty(), watch.look(LATER, pairApart(0.01)));
        assertEquals(Optional.of("too long"), watch.warning());
    }

    /// A body 1 from a point of mass 100 goes round in 2π/10 = 0.6283.
    @ParameterizedTest(name = "steps of {0}: {1}")
    @CsvSource({"0.0315, true", "0.0313, false"})
    void circlesInFieldsAreWatchedToo(double timeStep, boolean isTooLong) {
        Plan plan = new Plan(
                Scheme.LEAPFROG,
                timeStep,
                100,
                1,
                0,
                1,
                Double.NaN,
                Double.NaN,
                Units.NBODY,
                SnapshotTimes.NONE,
                List.of(ExternalField.parse("point:mass=100").in(Units.NBODY)),
                EventPlan.NONE,
                SofteningKernel.PLUMMER);
        Optional<String> said = new StepWatch(plan, null)
                .look(START, new Bodies(new double[] {1e-9}, new double[][] {{1}, {0}}, new double[2][1]));
        assertEquals(isTooLong, said.isPresent());
        said.ifPresent(words -> assertEquals(
                "at step 0 a circle in the external fields, from the place of a body, takes 0.6283: that is 20 steps of"
                        + " 0.03150, fewer than 20; take a --dt of 0.03142 or shorter",
                words));
    }
}
