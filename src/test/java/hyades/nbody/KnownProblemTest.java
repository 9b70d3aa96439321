package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The integration against what is known of the systems, with the values and tolerances that `nbody verify` has.
@Execution(ExecutionMode.CONCURRENT)
class KnownProblemTest {
    private static List<KnownValue> run(int ranks, KnownProblem problem) {
        return TestRanks.run(ranks, world -> {
                    DistributedIntegration integration = new DistributedIntegration(world, ForceChoice.AUTO, 1);
                    if (world.rank() != 0) {
                        integration.help();
                        return List.<KnownValue>of();
                    }
                    List<KnownValue> values = problem.values(integration);
                    integration.end();
                    return values;
                })
                .getFirst();
    }

    private static void comesOut(KnownProblem problem) {
        List<KnownValue> values = run(1, problem);
        assertFalse(values.isEmpty());
        assertEquals(List.of(), values.stream().filter(value -> !value.passes()).toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"FIGURE_EIGHT", "PYTHAGOREAN", "LAGRANGE"})
    void whatIsKnownComesOut(KnownProblem problem) {
        comesOut(problem);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FIGURE_EIGHT", "PYTHAGOREAN", "LAGRANGE"})
    @Tag("long")
    void whatIsKnownComesOutOfMuchWork(KnownProblem problem) {
        comesOut(problem);
    }

    @ParameterizedTest
    @EnumSource(names = {"FIGURE_EIGHT", "PYTHAGOREAN"})
    void ranksMakeNoDifference(KnownProblem problem) {
        assertEquals(run(1, problem), run(3, problem));
    }

    /// A scheme of second order is off by more than one of fourth order may be.
    @Test
    void anotherIntegratorIsFoundOut() {
        List<KnownValue> values = KnownProblem.FIGURE_EIGHT.values((start, plan) -> {
            DistributedNBody.Plan worse = new DistributedNBody.Plan(
                    Scheme.LEAPFROG, plan.timeStep(), plan.steps(), 1, 0, plan.diagnosticsEvery());
            return TestRanks.alone(world -> new DistributedIntegration(world, ForceChoice.AUTO, 1).run(start, worse));
        });
        assertEquals(
                List.of("period", "energy"),
                values.stream()
                        .filter(KnownValue::passes)
                        .map(KnownValue::quantity)
                        .toList());
    }

    /// Within the tolerance, its ends among it; a number that is none is not within any.
    @ParameterizedTest
    @CsvSource({
        "1.5, 1, 0.5, true",
        "0.5, 1, 0.5, true",
        "1.500001, 1, 0.5, false",
        "0.499999, 1, 0.5, false",
        "NaN, 1, 0.5, false",
        "1, 1, 0, true"
    })
    void aValuePassesWithinItsTolerance(double got, double expected, double tolerance, boolean passes) {
        assertEquals(passes, new KnownValue("value", got, expected, tolerance).passes());
    }

    @Test
    void eachSaysWhereItsValuesAreFrom() {
        for (KnownProblem problem : KnownProblem.values()) {
            assertTrue(problem.source().length() > 20, problem::source);
            assertFalse(problem.source().contains("\""), problem::source);
        }
    }
}
