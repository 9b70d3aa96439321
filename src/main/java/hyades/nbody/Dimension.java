package hyades.nbody;

import java.util.Locale;

/// What a number of a run measures: powers of length, mass and time.
public enum Dimension {
    LENGTH(1, 0, 0),
    MASS(0, 1, 0),
    TIME(0, 0, 1),
    VELOCITY(1, 0, -1),
    ENERGY(2, 1, -2),
    /// That of the gravitational constant.
    GRAVITY(3, -1, -2);

    final int length;
    final int mass;
    final int time;

    Dimension(int length, int mass, int time) {
        this.length = length;
        this.mass = mass;
        this.time = time;
    }

    /// As `run.json` has it.
    @Override
    public String toString() {
        return this == GRAVITY ? "gravitationalConstant" : name().toLowerCase(Locale.ROOT);
    }
}
