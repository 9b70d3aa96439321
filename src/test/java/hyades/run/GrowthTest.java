package hyades.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    /// Work as the square of the bodies: four times the cores, twice the bodies; twice the cores, sqrt(2) of them.
    @Test
    void bodiesGrowWithTheRootOfTheCores() {
        Growth bodies = new Growth("--bodies", 1000, 2);
        assertEquals(1000, bodies.grown(1));
        assertEquals(1414, bodies.grown(2));
        assertEquals(2000, bodies.grown(4));
        assertEquals(1.999396, bodies.work(1414), 1e-12);
        assertEquals(300, new Growth("--runs", 100, 1).grown(3));
    }

    @Test
    void theOptionIsReplacedWhereverItIs() {
        Growth bodies = new Growth("--bodies", 1000, 2);
        assertEquals(List.of("nbody", "--bodies", "7"), bodies.resized(List.of("nbody"), 7));
        assertEquals(
                List.of("nbody", "--seed", "2", "--bodies", "7"),
                bodies.resized(List.of("nbody", "--bodies", "5", "--seed", "2"), 7));
        assertEquals(List.of("nbody", "--bodies", "7"), bodies.resized(List.of("nbody", "--bodies=5"), 7));
    }
}
