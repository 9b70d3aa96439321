package hyades.gas;

import java.util.Locale;

/// What is beyond a face of the grid.
public enum Boundary {
    /// The cells at the opposite face.
    PERIODIC,
    /// The same as in the last cell, but at rest where that moves inwards: what flows out is gone, and what
    /// comes in is what inward motion draws after it.
    OUTFLOW,
    /// The mirror image: a wall without friction.
    REFLECTING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
