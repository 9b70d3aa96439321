package hyades.text;

import java.math.BigDecimal;
import java.util.List;

/// The units of length that people type (`0.05 au`, `3 kpc`).
public enum LengthUnit implements Quantity.Unit {
    /// The unit of SI.
    METRE("1", "m"),
    KILOMETRE("1000", "km"),
    /// The nominal one: IAU 2015, resolution B3.
    SOLAR_RADIUS("6.957e8", "Rsun"),
    /// IAU 2012, resolution B2.
    ASTRONOMICAL_UNIT("149597870700", "au"),
    /// The way of light in a Julian year.
    LIGHT_YEAR("9460730472580800", "ly"),
    /// 648,000/π au: IAU 2015, resolution B2.
    PARSEC("30856775814913673", "pc"),
    KILOPARSEC("30856775814913673e3", "kpc"),
    MEGAPARSEC("30856775814913673e6", "Mpc");

    private final BigDecimal size;
    private final String name;

    LengthUnit(String size, String name) {
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

    /// A length [m] from a number and a unit; without a unit the number is in SI.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static double parse(String text) {
        return Quantity.parse(text, values(), METRE).doubleValue();
    }
}
