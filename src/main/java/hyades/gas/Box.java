package hyades.gas;

import hyades.partition.Subrange;

/// A cuboid of cells.
record Box(Subrange x, Subrange y, Subrange z) {
    Subrange along(int axis) {
        return switch (axis) {
            case 0 -> x;
            case 1 -> y;
            default -> z;
        };
    }

    /// The same along the other axes.
    Box with(int axis, Subrange range) {
        return new Box(axis == 0 ? range : x, axis == 1 ? range : y, axis == 2 ? range : z);
    }

    long cells() {
        return (long) x.length() * y.length() * z.length();
    }

    boolean isEmpty() {
        return cells() == 0;
    }
}
