package hyades.nbody;

import java.util.Locale;

/// Symplectic integrators as sequences of kick-drift-kick leapfrog steps, one force evaluation each.
public enum Scheme {
    /// Second order.
    LEAPFROG(1.0),
    /// Fourth order: Yoshida (1990), Physics Letters A 150, 262.
    YOSHIDA4(1.3512071919596578, -1.7024143839193153, 1.3512071919596578);

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
    /// @param forces computes the acceleration anew
    void step(Bodies bodies, double dt, double[][] acceleration, Runnable forces) {
        for (double part : substeps) {
            bodies.kick(0.5 * part * dt, acceleration);
            bodies.drift(part * dt);
            forces.run();
            bodies.kick(0.5 * part * dt, acceleration);
        }
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
