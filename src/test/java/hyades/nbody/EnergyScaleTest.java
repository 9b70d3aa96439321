package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EnergyScaleTest {
    @Test
    void isTheTotalEnergyWhereThereIsOne() {
        EnergyScale bound = EnergyScale.of(1, -3);
        assertTrue(bound.isOfTotal());
        assertEquals(0.05, bound.error(-1.9), 1e-15);
        assertEquals(-0.05, bound.error(-2.1), 1e-15);
        assertEquals(0, bound.error(-2));
        assertEquals(0.5, EnergyScale.of(3, -1).error(3));
        assertTrue(EnergyScale.of(1 - 1e-5, -1).isOfTotal(), "an ellipse of eccentricity 0.99999 at pericentre");
    }

    /// A parabola has E = 0, up to the rounding of two energies that cancel; and a body alone at rest has none at all.
    @Test
    void isTheLargerEnergyWhereTheyCancel() {
        for (double rounding : new double[] {0, 4e-16, -4e-16}) {
            EnergyScale parabola = EnergyScale.of(4 * (1 + rounding), -4);
            assertFalse(parabola.isOfTotal());
            assertEquals(0.01, parabola.error(0.04), 1e-15);
        }
        assertEquals(0, EnergyScale.of(0, 0).error(0));
        assertEquals(0, EnergyScale.of(0, -0.0).error(-0.0));
    }
}
