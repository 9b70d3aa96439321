package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingsTest {
    private static Bodies spread(int count) {
        return Systems.create(InitialConditions.UNIFORM, 3, count, 0, 7);
    }

    private static void assertMet(int first, int second, Bodies bodies) {
        BodiesMet met = assertThrows(BodiesMet.class, () -> new Meetings(bodies.count()).refuse(bodies));
        assertEquals(first, met.first());
        assertEquals(second, met.second());
    }

    /// One of 1000 bodies is put where another is, but for one axis first: half of the places agree in some axis, too.
    @ParameterizedTest(name = "{0} and {1} of {2}")
    @CsvSource({"0, 1, 2", "3, 7, 9", "0, 999, 1000", "511, 512, 1000"})
    void findsTheTwoAmongAll(int first, int second, int count) {
        Bodies bodies = spread(count);
        for (int i = 0; i < count; i++) {
            bodies.position[i % 3][i] = 0.5;
        }
        Meetings meetings = new Meetings(count);
        meetings.refuse(bodies);
        for (int d = 0; d < 3; d++) {
            if (d > 0) {
                meetings.refuse(bodies);
            }
            bodies.position[d][second] = bodies.position[d][first] = 0.25 * (d + 1);
        }
        assertMet(first, second, bodies);
        bodies.position[2][second] = Math.nextUp(bodies.position[2][first]);
        meetings.refuse(bodies);
    }

    @Test
    void minusZeroIsThePlaceOfZero() {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = 1;
        bodies.position[1][1] = -0.0;
        assertMet(0, 1, bodies);
    }

    /// Test particles pass through each other, and not through a mass.
    @Test
    void testParticlesMayShareAPlace() {
        Bodies bodies = spread(5);
        bodies.mass[1] = bodies.mass[3] = 0;
        for (double[] axis : bodies.position) {
            axis[1] = axis[3];
        }
        new Meetings(5).refuse(bodies);
        for (double[] axis : bodies.position) {
            axis[4] = axis[3];
        }
        assertMet(1, 4, bodies);
    }

    /// Masses of 1e-30 do not change the velocities of ±1, so that after four steps of 1/4 both are at 0: no energy
    /// would tell, they would pass each other as if nothing were.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"LEAPFROG, 0, true", "LEAPFROG, 0.125, false"})
    void bodiesThatMeetOnTheirWayEndTheRun(Scheme scheme, double softening, boolean meet) {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = bodies.mass[1] = 1e-30;
        bodies.position[0][0] = -1;
        bodies.position[0][1] = 1;
        bodies.velocity[0][0] = 1;
        bodies.velocity[0][1] = -1;
        Systems.run(bodies, scheme, 0.25, 3, softening, 1);
        if (meet) {
            Throwable failure =
                    assertThrows(RuntimeException.class, () -> Systems.run(bodies, scheme, 0.25, 5, softening, 1));
            while (failure.getCause() != null) {
                failure = failure.getCause();
            }
            assertEquals("bodies 0 and 1 are at one place", failure.getMessage());
        } else {
            Systems.run(bodies, scheme, 0.25, 5, softening, 1);
        }
    }
}
