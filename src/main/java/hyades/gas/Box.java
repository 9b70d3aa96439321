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

    /// Is told of cells.
    interface Visitor {
        void visit(int x, int y, int z);
    }

    /// Visits all cells, x fastest, then y.
    void forEach(Visitor visitor) {
        for (int k = z.start(); k < z.end(); k++) {
            for (int j = y.start(); j < y.end(); j++) {
                for (int i = x.start(); i < x.end(); i++) {
                    visitor.visit(i, j, k);
                }
            }
        }
    }

    long cells() {
        return (long) x.length() * y.length() * z.length();
    }

    boolean isEmpty() {
        return cells() == 0;
    }
}
