package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlanTest {
    /// The half-life of ⁸Li is 838.7 ms (NUBASE2020), so that an experiment lasts 1.6774 s.
    @Test
    void whatNobodyAskedForIsTwoHalfLivesOfLithium8InAThousandSteps() {
        Isotope parent = new IsotopeTable().find(Plan.ISOTOPE).orElseThrow();
        assertEquals(1.6774, Plan.duration(parent).doubleValue(), 1e-12);
        assertEquals(0.0016774, Plan.timeStep(Plan.duration(parent)).doubleValue(), 1e-15);
        assertEquals(100_000, Plan.PARTICLES);
        assertEquals(100, Plan.RUNS);
    }
}
