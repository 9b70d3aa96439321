package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SedovSolutionTest {
    /// Taylor (1950) and Sedov (1959), to the digits they give.
    @Test
    void pointBlastsGrowAsPublished() {
        assertEquals(1.033, new SedovSolution(1.4, 3).beta(), 5e-4);
        assertEquals(1.152, new SedovSolution(5.0 / 3, 3).beta(), 5e-4);
    }

    /// All mass within the shock was there before, and all energy is the blast's: sums over 4000
    /// shells, whose thickness leaves 1e-3 of the steep shell at the shock.
    @ParameterizedTest(name = "gamma {0}, {1} dimensions")
    @CsvSource({"1.4, 1", "1.4, 2", "1.4, 3", "1.6666666666666667, 3"})
    void theBlastKeepsMassAndEnergy(double gamma, int dimensions) {
        SedovSolution blast = new SedovSolution(gamma, dimensions);
        double energy = 3;
        double density = 2;
        double time = 0.5;
        double radius = blast.radius(energy, density, time);
        int shells = 4000;
        double mass = 0;
        double all = 0;
        double surface = dimensions == 1 ? 2 : 2 * (dimensions - 1) * Math.PI;
        for (int i = 0; i < shells; i++) {
            double r = (i + 0.5) / shells * radius;
            double volume = surface * Math.pow(r, dimensions - 1) * radius / shells;
            GasState gas = blast.at(r, energy, density, time);
            mass += volume * gas.density();
            all += volume * (0.5 * gas.density() * gas.vx() * gas.vx() + gas.pressure() / (gamma - 1));
        }
        assertEquals(density * surface * Math.pow(radius, dimensions) / dimensions, mass, 1e-3 * mass);
        assertEquals(energy, all, 1e-3 * energy);
    }
}
