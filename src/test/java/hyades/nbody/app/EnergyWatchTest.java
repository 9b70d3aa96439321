package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.nbody.Diagnostics;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.Scheme;
import hyades.nbody.Units;
import hyades.nbody.Written;
import hyades.process.JobFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyWatchTest {
    private static Diagnostics energies(double kinetic, double potential) {
        return new Diagnostics(
                kinetic, potential, potential, new double[2], new double[1], new double[2], new double[3]);
    }

    private static EnergyWatch watch(boolean stops) {
        return watch(stops, Scheme.LEAPFROG, 0, Units.SI);
    }

    private static EnergyWatch watch(boolean stops, Scheme scheme, double softening, Units units) {
        Plan plan = new Plan(scheme, 0.5, 10, units.gravitationalConstant(), softening, 1, 5, 1e-9, units);
        EnergyWatch watch = new EnergyWatch(new Supervision(0, 0.01, stops, List.of("close")), plan, Written.NOTHING);
        assertEquals(0, watch.see(energies(1, -3)));
        return watch;
    }

    @Test
    void aLargeErrorIsAWarningAtTheEnd() {
        EnergyWatch watch = watch(false);
        assertEquals(-0.0095, watch.see(energies(1, -3.019)), 1e-15);
        watch.refuseLarge(1, "");
        assertEquals(List.of("close"), watch.warnings());
        watch.see(energies(1, -3.03));
        watch.see(energies(1, -3));
        assertEquals(0.015, watch.largest(), 1e-15);
        assertEquals(2, watch.warnings().size());
        assertTrue(
                watch.warnings().getLast().startsWith("the energy error is up to 1.50e-02, above --energy-error 0.01"));
        watch.refuseLarge(3, "");
    }

    @Test
    void aLargeErrorEndsTheRunWhereThatIsWanted() {
        EnergyWatch watch = watch(true);
        watch.see(energies(1, -3.01));
        watch.refuseLarge(1, "all is kept");
        watch.see(energies(1, -2.97));
        JobFailure failure = assertThrows(JobFailure.class, () -> watch.refuseLarge(2, "all is kept"));
        assertEquals(1, failure.exitCode());
        assertEquals(
                "the energy error is 1.50e-02 at step 2, above --energy-error 0.01; all is kept", failure.getMessage());
    }

    @Test
    void noEnergyEndsTheRun() {
        EnergyWatch watch = watch(false);
        assertTrue(assertThrows(JobFailure.class, () -> watch.refuseInfinite(0, energies(1e308, Double.NaN)))
                .getMessage()
                .contains("masses, speeds or inverse distances are too large"));
        assertTrue(assertThrows(JobFailure.class, () -> watch.refuseInfinite(9, energies(1e308, Double.NaN)))
                .getMessage()
                .contains("--dt 0.5 s is too long, or bodies met that --softening 0"));
    }

    /// What to change is what the run has: a tolerance where steps vary, and units that are known.
    @ParameterizedTest(name = "{0}, softening {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        LEAPFROG | 0   | SOLAR | steps of 0.5000 yr do | a smaller --dt, or a --softening | --dt 0.5 yr is too long, or
        HERMITE4 | 0.1 | NBODY | steps of 0.5000 do | a smaller --dt, or a larger --s  | --dt 0.5 is too long
        IAS15    | 0   | SI    | by --tolerance 1.0E-9 do | a smaller --tolerance, or a --s | 1.0E-9 is too large, or
        IAS15    | 0.1 | NBODY | by --tolerance 1.0E-9 do | or a larger --softening | --tolerance 1.0E-9 is too large
        """)
    void theWordsAreThoseOfTheRun(
            Scheme scheme, double softening, Units units, String steps, String advice, String atOnce) {
        EnergyWatch watch = watch(false, scheme, softening, units);
        watch.see(energies(1, -3.03));
        assertTrue(watch.warning().contains(steps), watch::warning);
        assertTrue(watch.warning().contains(advice), watch::warning);
        String why = assertThrows(JobFailure.class, () -> watch.refuseInfinite(9, energies(1e308, Double.NaN)))
                .getMessage();
        assertTrue(why.contains(atOnce), why);
        assertEquals(softening == 0, why.contains("--softening 0"), why);
    }
}
