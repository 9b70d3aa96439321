package hyades.gas;

/// Five quantities of cells side by side along x: quantity f of cell i is `data[at + f * stride + i]`.
/// Of the gas they are density, velocity (x, y, z) and pressure; of fluxes mass, momentum (x, y, z) and
/// energy.
///
/// @param data shared by many rows
/// @param at where the first quantity of the first cell is
/// @param stride from one quantity to the next
record Row(double[] data, int at, int stride) {
    static final int QUANTITIES = 5;
    static final int DENSITY = 0;

    /// The velocity along x; those along y and z follow.
    static final int VELOCITY = 1;

    static final int PRESSURE = 4;

    /// A row of its own, of zeros.
    static Row of(int cells) {
        return new Row(new double[QUANTITIES * cells], 0, cells);
    }

    /// The row that begins `cells` further on.
    Row from(int cells) {
        return new Row(data, at + cells, stride);
    }

    /// Where a quantity begins.
    int at(int quantity) {
        return at + quantity * stride;
    }
}
