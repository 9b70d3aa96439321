package hyades.gas;

import java.util.List;

/// What gas has in each cell, in the order of [GasFields#values].
public enum Quantity {
    DENSITY("kg m-3", "kg/m3"),
    VX("m s-1", "m/s"),
    VY("m s-1", "m/s"),
    VZ("m s-1", "m/s"),
    PRESSURE("Pa", "N m-2", "N/m2", "J m-3", "J/m3");

    private final String unit;
    private final List<String> others;

    Quantity(String unit, String... others) {
        this.unit = unit;
        this.others = List.of(others);
    }

    /// The quantity of this name, in whatever case; null where there is none.
    static Quantity named(String name) {
        for (Quantity quantity : values()) {
            if (quantity.name().equalsIgnoreCase(name)) {
                return quantity;
            }
        }
        return null;
    }

    /// As FITS writes it.
    String unit() {
        return unit;
    }

    /// Whether a text is its unit, as FITS or others write it: `kg m**-3`, `kg.m-3`, `kg/m^3`.
    boolean isUnit(String text) {
        String plain = text.strip().replaceAll("\\*\\*|\\^", "").replaceAll("[.* ]+", " ");
        return plain.equals(unit) || others.contains(plain);
    }

    /// Whether there is gas with this value.
    boolean allows(double value) {
        boolean isVelocity = this != DENSITY && this != PRESSURE;
        return Double.isFinite(value) && (isVelocity || value > 0);
    }
}
