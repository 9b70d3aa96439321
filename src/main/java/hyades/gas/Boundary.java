package hyades.gas;

import java.util.Locale;

/// What is beyond a face of the grid.
public enum Boundary {
    /// The cells at the opposite face.
    PERIODIC,
    /// The same as in the last cell, but that nothing flows in: what flows out is gone.
    OUTFLOW,
    /// The mirror image: a wall without friction.
    REFLECTING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
