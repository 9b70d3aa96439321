package hyades.nbody;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Symplectic integrators as sequences of kick-drift-kick leapfrog steps, one force evaluation each.
public enum Scheme {
    /// Second order.
    LEAPFROG(1.0),
    /// Fourth order: Yoshida (1990), Physics Letters A 150, 262.
    YOSHIDA4(1.3512071919596578, -1.7024143839193153, 1.3512071919596578),
    /// Sixth order: solution A of the same paper, its 15 digits continued by Newton's method on its four conditions.
    YOSHIDA6(
            0.7845136104775573,
            0.23557321335935813,
            -1.177679984178871,
            1.3151863206839112,
            -1.177679984178871,
            0.23557321335935813,
            0.7845136104775573);

    private final double[] substeps;

    Scheme(double... substeps) {
        this.substeps = substeps;
    }

    /// The lengths of the leapfrog steps that make one step, as parts of it.
    double[] substeps() {
        return substeps.clone();
    }

    /// Advances the bodies by one step of `dt` [s].
    ///
    /// @param acceleration [m/s²], shape (dim, n): that of the bodies as they are, on entry and on return
    /// @param forces computes the acceleration anew, and says whether it has done so
    /// @return whether the step is done; where it is not, the bodies are somewhere on the way
    boolean step(Bodies bodies, double dt, double[][] acceleration, BooleanSupplier forces) {
        for (double part : substeps) {
            bodies.kick(0.5 * part * dt, acceleration);
            bodies.drift(part * dt);
            if (!forces.getAsBoolean()) {
                return false;
            }
            bodies.kick(0.5 * part * dt, acceleration);
        }
        return true;
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
