package hyades.gas;

/// What gas has in each cell, in the order of [GasFields#values].
public enum Quantity {
    DENSITY("kg m-3"),
    VX("m s-1"),
    VY("m s-1"),
    VZ("m s-1"),
    PRESSURE("Pa");

    private final String unit;

    Quantity(String unit) {
        this.unit = unit;
    }

    /// As FITS writes it.
    String unit() {
        return unit;
    }

    /// Whether there is gas with this value.
    boolean allows(double value) {
        boolean isVelocity = this != DENSITY && this != PRESSURE;
        return Double.isFinite(value) && (isVelocity || value > 0);
    }
}
