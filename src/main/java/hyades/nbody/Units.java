package hyades.nbody;

import hyades.text.Quantity;
import hyades.text.TimeUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The units in which a run computes, and in which all its files are. The value of G follows from them: of `astro`,
/// `solar` and `solar-day` from the nominal GM of the Sun, 1.3271244e20 m³/s² (IAU 2015, resolution B3), so that no
/// digit of it depends on how well G is known; the mass of the Sun is that over the G of CODATA 2018.
public enum Units {
    SI("1 m", "1 kg", "1 s", List.of("m", "kg", "s", "m/s", "J", "m³/(kg s²)"), List.of("m", "kg", "s", "m / s")),

    /// Whatever has the G of the run, which is 1 if nobody says otherwise: nothing that is written claims a unit.
    NBODY(null, null, null, List.of(), List.of()),

    /// Of galaxies: with kpc and km/s the unit of time is 977.79 million years.
    ASTRO(
            "1 kpc",
            "1 Msun",
            "30856775814913673 s",
            List.of("kpc", "Msun", "kpc/(km/s)", "km/s", "Msun (km/s)²", "kpc (km/s)²/Msun"),
            List.of("kpc", "solMass", "kpc s / km", "km / s")),

    /// Of planets and binaries; the year is the Julian one.
    SOLAR(
            "1 au",
            "1 Msun",
            "1 yr",
            List.of("au", "Msun", "yr", "au/yr", "Msun (au/yr)²", "au³/(Msun yr²)"),
            List.of("AU", "solMass", "yr", "AU / yr")),

    /// Those of ephemerides, in which G is nearly the square of Gauss's constant.
    SOLAR_DAY(
            "1 au",
            "1 Msun",
            "1 d",
            List.of("au", "Msun", "d", "au/d", "Msun (au/d)²", "au³/(Msun d²)"),
            List.of("AU", "solMass", "d", "AU / d"));

    /// Of a G that is meant to be that of nature: the values in use differ by less.
    private static final double G_DIGITS = 1e-3;

    private static final BigDecimal GM_OF_SUN = new BigDecimal("1.3271244e20"); // [m³/s²]

    private final Map<Dimension, BigDecimal> sizes = new EnumMap<>(Dimension.class);
    private final Map<Dimension, String> symbols = new EnumMap<>(Dimension.class);
    private final Map<Dimension, String> columnUnits = new EnumMap<>(Dimension.class);

    /// @param length, mass, time of one unit, as people type it; null where nobody knows
    /// @param symbols by the order of [Dimension]
    /// @param columnUnits likewise
    Units(String length, String mass, String time, List<String> symbols, List<String> columnUnits) {
        boolean isKnown = length != null;
        BigDecimal metres = isKnown ? size(Quantity.length(length)) : BigDecimal.ONE;
        BigDecimal kilograms = isKnown ? size(Quantity.mass(mass)) : BigDecimal.ONE;
        BigDecimal seconds = isKnown ? size(TimeUnit.amount(time)) : BigDecimal.ONE;
        for (Dimension each : Dimension.values()) {
            BigDecimal size = metres.pow(each.length, MathContext.DECIMAL128)
                    .multiply(kilograms.pow(each.mass, MathContext.DECIMAL128))
                    .multiply(seconds.pow(each.time, MathContext.DECIMAL128));
            sizes.put(each, size);
            this.symbols.put(each, isKnown ? symbols.get(each.ordinal()) : "");
            this.columnUnits.put(each, each.ordinal() < columnUnits.size() ? columnUnits.get(each.ordinal()) : "");
        }
    }

    private static BigDecimal size(Quantity.Amount amount) {
        return amount.number().multiply(amount.unit().size());
    }

    /// Those of a run of which only G is known: SI where it is that of nature in SI.
    public static Units of(double gravitationalConstant) {
        double si = InitialConditions.GRAVITATIONAL_CONSTANT;
        return Math.abs(gravitationalConstant - si) < G_DIGITS * si ? SI : NBODY;
    }

    /// Those of a name, as the command line or a file has it.
    public static Optional<Units> named(String name) {
        return Arrays.stream(values())
                .filter(units -> units.toString().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Whether their sizes are known.
    public boolean areKnown() {
        return this != NBODY;
    }

    /// Whether there is only one value of G in them: in SI it is measured, and of `nbody` it is chosen.
    public boolean haveTheirOwnG() {
        return this != SI && this != NBODY;
    }

    /// G where nobody says otherwise.
    public double gravitationalConstant() {
        return switch (this) {
            case SI -> InitialConditions.GRAVITATIONAL_CONSTANT;
            case NBODY -> 1;
            case ASTRO, SOLAR, SOLAR_DAY ->
                GM_OF_SUN
                        .divide(size(Dimension.GRAVITY).multiply(size(Dimension.MASS)), MathContext.DECIMAL128)
                        .doubleValue();
        };
    }

    private BigDecimal size(Dimension dimension) {
        return sizes.get(dimension);
    }

    /// One unit in SI; 1 where it is not known.
    public double inSi(Dimension dimension) {
        return size(dimension).doubleValue();
    }

    /// What was typed, in these units.
    ///
    /// @throws IllegalArgumentException that says what was expected: no unit where these have no size, or
    ///     another number where no double holds it
    public double of(Dimension dimension, Quantity.Amount amount) {
        if (amount.unit() != null && !areKnown()) {
            throw new IllegalArgumentException(
                    "expected a number alone, or --units such as si: those of --units nbody, or of another G than"
                            + " nature's, have no size");
        }
        double value = amount.in(size(dimension));
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("expected less");
        }
        if (value == 0 && amount.number().signum() != 0) {
            throw new IllegalArgumentException("expected more");
        }
        return value;
    }

    /// As figures and people write it, such as `kpc (km/s)²/Msun`; empty where nobody knows it.
    public String symbol(Dimension dimension) {
        return symbols.get(dimension);
    }

    /// As the columns of tables have it, in words that Astropy knows; of lengths, masses, times and velocities; empty
    /// where nobody knows it.
    public String columnUnit(Dimension dimension) {
        return columnUnits.get(dimension);
    }

    /// The unit that takes the place of one of SI, which may be empty.
    public String inPlaceOf(String siSymbol) {
        return Arrays.stream(Dimension.values())
                .filter(each -> SI.symbol(each).equals(siSymbol))
                .findFirst()
                .map(this::symbol)
                .orElse(siSymbol);
    }

    /// A number with its unit, to all its digits.
    public String say(Dimension dimension, double value) {
        return (value + " " + symbol(dimension)).strip();
    }

    /// A number of four digits with its unit.
    public String round(Dimension dimension, double value) {
        return String.format(Locale.ROOT, "%.4g %s", value, symbol(dimension)).strip();
    }

    /// The same bodies in these units: GM is kept, whatever G is there and here.
    ///
    /// @param bodies in the units `there`, which are known; not modified
    /// @param gThere G by which they were meant
    /// @param g by which they will be computed
    Bodies of(Bodies bodies, Units there, double gThere, double g) {
        double mass = massOf(there, gThere, g);
        double length = of(Dimension.LENGTH, there);
        double velocity = of(Dimension.VELOCITY, there);
        Bodies here = Bodies.empty(bodies.dimensions(), bodies.count(), bodies.hasRadii())
                .called(bodies.labels());
        for (int i = 0; i < bodies.count(); i++) {
            here.mass[i] = bodies.mass[i] * mass;
            for (int d = 0; d < bodies.dimensions(); d++) {
                here.position[d][i] = bodies.position[d][i] * length;
                here.velocity[d][i] = bodies.velocity[d][i] * velocity;
            }
            if (bodies.hasRadii()) {
                here.radius[i] = bodies.radius[i] * length;
            }
        }
        return here;
    }

    /// The number of these units of mass that pull as one of others does, whatever G is there and here.
    double massOf(Units there, double gThere, double g) {
        BigDecimal gmThere = there.size(Dimension.GRAVITY).multiply(there.size(Dimension.MASS));
        BigDecimal gm = size(Dimension.GRAVITY).multiply(size(Dimension.MASS));
        return new BigDecimal(gThere)
                .multiply(gmThere)
                .divide(new BigDecimal(g).multiply(gm), MathContext.DECIMAL128)
                .doubleValue();
    }

    /// One unit of others in these.
    double of(Dimension dimension, Units there) {
        return there.size(dimension)
                .divide(size(dimension), MathContext.DECIMAL128)
                .doubleValue();
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
