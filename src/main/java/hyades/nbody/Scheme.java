package hyades.nbody;

import java.util.Locale;

/// Integrators. Symplectic ones are sequences of kick-drift-kick leapfrog steps, one force evaluation each.
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
            0.7845136104775573),
    /// Fourth order, by jerks: [Hermite4].
    HERMITE4,
    /// 15th order, with steps that vary: [Ias15].
    IAS15;

    private final double[] substeps;

    Scheme(double... substeps) {
        this.substeps = substeps;
    }

    /// The lengths of the leapfrog steps that make one step, as parts of it; none where they are not such.
    double[] substeps() {
        return substeps.clone();
    }

    /// Whether it chooses the lengths of its steps, to end at a time.
    public boolean isAdaptive() {
        return this == IAS15;
    }

    /// Whether each evaluation of the forces between some bodies takes jerks, too, which no device computes.
    public boolean takesJerks(Bodies bodies) {
        return this == HERMITE4 || this == IAS15 && Ias15.areFew(bodies);
    }

    /// Of how many numbers its memory is, beside the bodies.
    int memoryLength(int dimensions, int bodies) {
        return switch (this) {
            case LEAPFROG, YOSHIDA4, YOSHIDA6 -> 0;
            case HERMITE4 -> Hermite4.memoryLength(dimensions, bodies);
            case IAS15 -> Ias15.memoryLength(dimensions, bodies);
        };
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
