package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `profile.csv` and the page show, of gas that is made up.
class ProfileTest {
    /// A tube along whichever axis: the gas is 0.25 denser than Sod's at rest on both sides, and the start is exact.
    @ParameterizedTest(name = "{0} x {1} x {2} cells")
    @CsvSource({"8, 1, 1, x", "1, 8, 1, y", "2, 3, 8, z"})
    void aTubeIsBesideTheExactSolutionAlongItsLongestAxis(int nx, int ny, int nz, String name) {
        Grid grid = Grid.of(nx, ny, nz, 1);
        GasFields gas = GasFields.of(grid, (x, y, z) -> {
            int along = nx == 8 ? x : ny == 8 ? y : z;
            double density = along < 4 ? 1.25 : 0.375;
            return new GasState(density, 1, 2, 3, 7);
        });
        Profile profile = Profile.of(Problem.SOD, gas, 1.4, 0);
        assertEquals(name, profile.place());
        assertEquals(8, profile.lines().size());
        assertEquals(0.25, profile.densityError());
        for (int i = 0; i < 8; i++) {
            Profile.Line line = profile.lines().get(i);
            assertEquals((i - 3.5) / 8, line.place());
            assertEquals(1 + "xyz".indexOf(name), line.velocity());
            assertEquals(7, line.pressure());
            assertEquals(i < 4 ? 1 : 0.125, line.exact().density());
        }
        List<String> lines = profile.csv().lines().toList();
        assertEquals(name + ",density,velocity,pressure,exactDensity,exactVelocity,exactPressure", lines.getFirst());
        assertEquals("-0.4375,1.25,%s,7.0,1.0,0.0,1.0".formatted(1.0 + "xyz".indexOf(name)), lines.get(1));
    }

    /// Gas that flows away from the middle at twice its distance, dense within 5 cells: the mean of a shell is the
    /// velocity within its thickness, whatever the directions, and the shock is where the density falls.
    @ParameterizedTest(name = "{0} x {1} x {2} cells")
    @CsvSource({"16, 16, 16", "16, 16, 1", "16, 1, 1"})
    void aBlastIsMeansOfShells(int nx, int ny, int nz) {
        Grid grid = new Grid(nx, ny, nz, 0.5);
        GasFields gas = GasFields.of(grid, (x, y, z) -> {
            double[] p = {grid.place(0, x), grid.place(1, y), grid.place(2, z)};
            double r = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
            return new GasState(r < 2.5 ? 3 : 1, 2 * p[0], 2 * p[1], 2 * p[2], 4);
        });
        Profile profile = Profile.of(Problem.BLAST, gas, 1.4, 0.1);
        assertEquals("r", profile.place());
        assertEquals(8, profile.lines().size());
        for (Profile.Line line : profile.lines()) {
            assertEquals(line.place() < 2.5 ? 3 : 1, line.density());
            assertEquals(2 * line.place(), line.velocity(), 0.5); // twice half a shell
            assertEquals(4, line.pressure());
        }
        assertEquals(2.5, profile.shock());
    }

    @Test
    void gasOfAFileHasNoProfile() {
        GasFields gas = GasFields.of(new Grid(4, 4, 4, 1), (_, _, _) -> new GasState(1, 0, 0, 0, 1));
        assertTrue(Profile.of(null, gas, 1.4, 1).lines().isEmpty());
        assertTrue(Profile.of(Problem.DISC, gas, 1.4, 1).lines().isEmpty());
    }
}
