package hyades.text;

import java.math.BigDecimal;
import java.util.List;

/// The units of mass that people type (`1 Msun`). Those of bodies are the nominal GM of IAU 2015, resolution B3,
/// over the G of CODATA 2018, 6.67430e-11 m³/(kg s²), so that their GM is right.
public enum MassUnit implements Quantity.Unit {
    KILOGRAM("1", "kg"),
    /// GM of 3.986004e14 m³/s².
    EARTH("5.972167867791379e24", "Mearth"),
    /// GM of 1.2668653e17 m³/s².
    JUPITER("1.8981245973360505e27", "Mjup"),
    /// GM of 1.3271244e20 m³/s².
    SUN("1.988409870698051e30", "Msun");

    private final BigDecimal size;
    private final String name;

    MassUnit(String size, String name) {
        this.size = new BigDecimal(size);
        this.name = name;
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public BigDecimal size() {
        return size;
    }

    /// A mass [kg] from a number and a unit; without a unit the number is in SI.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double parse(String text) {
        return Quantity.parse(text, values(), KILOGRAM).doubleValue();
    }
}
