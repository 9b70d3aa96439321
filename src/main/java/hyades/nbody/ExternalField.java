package hyades.nbody;

import hyades.partition.Subrange;
import hyades.text.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A potential that stands still around the origin and pulls at every body, but is pulled by none: with one, momentum
/// is not conserved, and of angular momentum at most what belongs to the z axis; the energy is.
///
/// All potentials φ are functions of u = x² + y² and w = z², from whose derivatives accelerations and jerks follow:
/// a = -2 (φ_u x, φ_u y, φ_w z). In two dimensions the bodies are in the plane z = 0.
///
/// @param values in the order of the kind's parameters, in the units of the run
public record ExternalField(Kind kind, List<Double> values) {
    /// One number of a field.
    private record Parameter(String name, Dimension dimension, boolean mayBeZero) {
        Parameter(String name, Dimension dimension) {
            this(name, dimension, false);
        }

        String expected() {
            String what = dimension == null ? "number" : dimension.toString();
            return mayBeZero ? "a %s, at least 0".formatted(what) : "a positive %s".formatted(what);
        }
    }

    /// The potentials that are known by name.
    public enum Kind {
        /// φ = -G M / r.
        POINT(new Parameter("mass", Dimension.MASS)),

        /// φ = -G M / (r² + a²)^½; Plummer (1911), MNRAS 71, 460.
        PLUMMER(new Parameter("mass", Dimension.MASS), new Parameter("a", Dimension.LENGTH)),

        /// φ = ½ v₀² ln(1 + (x² + y² + z²/q²) / Rc²), which is 0 at the centre and has no bound; Binney & Tremaine
        /// (2008), Galactic Dynamics, equation 2.71a. Below q = 0.7071 its density is negative on the z axis.
        LOGARITHMIC(
                new Parameter("v0", Dimension.VELOCITY),
                new Parameter("core", Dimension.LENGTH),
                new Parameter("q", null)),

        /// φ = -G M / (x² + y² + (a + (z² + b²)^½)²)^½; Miyamoto & Nagai (1975), PASJ 27, 533.
        MIYAMOTO_NAGAI(
                new Parameter("mass", Dimension.MASS),
                new Parameter("a", Dimension.LENGTH, true),
                new Parameter("b", Dimension.LENGTH));

        private final List<Parameter> parameters;

        Kind(Parameter... parameters) {
            this.parameters = List.of(parameters);
        }

        /// As the command line has it.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String example() {
            return parameters.stream()
                    .map(each -> each.name + "=" + each.name.toUpperCase(Locale.ROOT))
                    .collect(Collectors.joining(",", this + ":", ""));
        }
    }

    /// A field as it was typed: its numbers may have units of their own.
    ///
    /// @param amounts in the order of the kind's parameters
    public record Typed(String text, Kind kind, List<Quantity.Amount> amounts) {
        /// In the units of a run.
        ///
        /// @throws IllegalArgumentException that says what was expected
        public ExternalField in(Units units) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < amounts.size(); i++) {
                Parameter parameter = kind.parameters.get(i);
                Quantity.Amount amount = amounts.get(i);
                try {
                    values.add(
                            parameter.dimension == null
                                    ? amount.number().doubleValue()
                                    : units.of(parameter.dimension, amount));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "%s %s: %s".formatted(parameter.name, amount, e.getMessage()), e);
                }
            }
            return new ExternalField(kind, values);
        }

        /// As it was typed.
        @Override
        public String toString() {
            return text;
        }
    }

    /// Where to find the derivatives of a potential.
    private static final int U = 0;

    private static final int W = 1;
    private static final int UU = 2;
    private static final int UW = 3;
    private static final int WW = 4;

    /// @throws IllegalArgumentException that says what was expected
    public ExternalField {
        values = List.copyOf(values);
        if (values.size() != kind.parameters.size()) {
            throw new IllegalArgumentException("expected " + kind.example());
        }
        for (int i = 0; i < kind.parameters.size(); i++) {
            Parameter parameter = kind.parameters.get(i);
            double value = values.get(i);
            boolean isPossible = Double.isFinite(value) && (parameter.mayBeZero ? value >= 0 : value > 0);
            if (!isPossible) {
                throw new IllegalArgumentException(
                        "%s %s: expected %s".formatted(parameter.name, value, parameter.expected()));
            }
        }
    }

    /// Reads a field as people type it: `plummer:mass=1e11 Msun,a=3 kpc`, in any order.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Typed parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        Kind kind = kind(name);
        Quantity.Amount[] amounts = new Quantity.Amount[kind.parameters.size()];
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        for (String each : rest.isBlank() ? new String[0] : rest.split(",", -1)) {
            int equals = each.indexOf('=');
            String word = (equals < 0 ? each : each.substring(0, equals)).strip();
            int index = IntStream.range(0, amounts.length)
                    .filter(i -> kind.parameters.get(i).name.equals(word))
                    .findFirst()
                    .orElse(-1);
            if (equals < 0 || index < 0 || amounts[index] != null) {
                throw new IllegalArgumentException("'%s': expected %s".formatted(each.strip(), kind.example()));
            }
            amounts[index] = amount(kind.parameters.get(index), each.substring(equals + 1));
        }
        if (Arrays.stream(amounts).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("expected %s".formatted(kind.example()));
        }
        return new Typed(text, kind, List.of(amounts));
    }

    /// One of a file, by the name of its kind.
    ///
    /// @throws IllegalArgumentException that says what was expected
    static ExternalField of(String name, List<Double> values) {
        return new ExternalField(kind(name), values);
    }

    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(Kind.values()).map(Kind::example).collect(Collectors.joining(", "))
                        + ", or none"));
    }

    private static Quantity.Amount amount(Parameter parameter, String text) {
        Quantity.Amount amount;
        try {
            amount = switch (parameter.dimension) {
                case null -> Quantity.number(text);
                case LENGTH -> Quantity.length(text);
                case MASS -> Quantity.mass(text);
                case VELOCITY -> Quantity.velocity(text);
                case TIME, ENERGY, GRAVITY -> throw new AssertionError(parameter);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s '%s': %s".formatted(parameter.name, text.strip(), e.getMessage()), e);
        }
        int sign = amount.number().signum();
        if (sign < 0 || sign == 0 && !parameter.mayBeZero) {
            throw new IllegalArgumentException(
                    "%s %s: expected %s".formatted(parameter.name, text.strip(), parameter.expected()));
        }
        return amount;
    }

    /// Several as the command line and files have them.
    ///
    /// @return `none` where there are none
    public static String text(List<ExternalField> fields) {
        return fields.isEmpty()
                ? "none"
                : fields.stream().map(ExternalField::toString).collect(Collectors.joining(" "));
    }

    /// Reads what [#text] makes.
    ///
    /// @throws IllegalArgumentException that says what was expected
    static List<ExternalField> parseAll(String text) {
        return text.equals("none")
                ? List.of()
                : Arrays.stream(text.split(" +"))
                        .map(each -> parse(each).in(Units.NBODY)) // which refuses others
                        .toList();
    }

    /// As [#parse] reads it; without units.
    @Override
    public String toString() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> kind.parameters.get(i).name + "=" + values.get(i))
                .collect(Collectors.joining(",", kind + ":", ""));
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(kind.name());
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    static ExternalField read(DataInput in) throws IOException {
        Kind kind = Kind.valueOf(in.readUTF());
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < kind.parameters.size(); i++) {
            values.add(in.readDouble());
        }
        return new ExternalField(kind, values);
    }

    /// The same in other units.
    ///
    /// @param masses what one unit of mass becomes, so that GM is kept
    ExternalField in(Units units, Units there, double masses) {
        List<Double> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Dimension dimension = kind.parameters.get(i).dimension;
            double factor = dimension == null ? 1 : dimension == Dimension.MASS ? masses : units.of(dimension, there);
            converted.add(values.get(i) * factor);
        }
        return new ExternalField(kind, converted);
    }

    /// Adds the field's accelerations to those of the targets.
    ///
    /// @param g gravitational constant [m³/(kg s²)]
    /// @param position [m], shape (dim, n), dim 2 or 3; not modified
    /// @param acceleration [m/s²], shape (dim, n); only the columns in `targets` change
    void accelerate(double g, double[][] position, Subrange targets, double[][] acceleration) {
        double[] d = new double[5];
        for (int i = targets.start(); i < targets.end(); i++) {
            derive(g, u(position, i), w(position, i), d);
            acceleration[0][i] -= 2 * d[U] * position[0][i];
            acceleration[1][i] -= 2 * d[U] * position[1][i];
            if (position.length == 3) {
                acceleration[2][i] -= 2 * d[W] * position[2][i];
            }
        }
    }

    /// Adds to `jerk` how the field's accelerations change while the targets move.
    ///
    /// @param g gravitational constant [m³/(kg s²)]
    /// @param position [m], shape (dim, n), dim 2 or 3; not modified
    /// @param velocity [m/s], shape (dim, n); not modified
    /// @param jerk [m/s³], shape (dim, n); only the columns in `targets` change
    void jerk(double g, double[][] position, double[][] velocity, Subrange targets, double[][] jerk) {
        double[] d = new double[5];
        for (int i = targets.start(); i < targets.end(); i++) {
            derive(g, u(position, i), w(position, i), d);
            double du = 2 * (position[0][i] * velocity[0][i] + position[1][i] * velocity[1][i]);
            double dw = position.length == 2 ? 0 : 2 * position[2][i] * velocity[2][i];
            double inPlane = d[UU] * du + d[UW] * dw;
            for (int axis = 0; axis < 2; axis++) {
                jerk[axis][i] -= 2 * (d[U] * velocity[axis][i] + inPlane * position[axis][i]);
            }
            if (position.length == 3) {
                jerk[2][i] -= 2 * (d[W] * velocity[2][i] + (d[UW] * du + d[WW] * dw) * position[2][i]);
            }
        }
    }

    /// The potential at the place of a body [m²/s²].
    ///
    /// @param g gravitational constant [m³/(kg s²)]
    /// @param position [m], shape (dim, n), dim 2 or 3; not modified
    double potential(double g, double[][] position, int body) {
        double u = u(position, body);
        double w = w(position, body);
        return switch (kind) {
            case POINT -> -g * value(0) / Math.sqrt(u + w);
            case PLUMMER -> -g * value(0) / Math.sqrt(u + w + value(1) * value(1));
            case LOGARITHMIC ->
                0.5 * value(0) * value(0) * StrictMath.log1p((u + w / (value(2) * value(2))) / (value(1) * value(1)));
            case MIYAMOTO_NAGAI -> {
                double height = value(1) + Math.sqrt(w + value(2) * value(2));
                yield -g * value(0) / Math.sqrt(u + height * height);
            }
        };
    }

    /// The shortest period 2π (r/a)^½ of a circle around the origin at the distance r of a body, a being what all
    /// fields together pull it by [s]; infinite where none does.
    public static double shortestOrbit(List<ExternalField> fields, double g, Bodies bodies) {
        double[][] acceleration = new double[bodies.dimensions()][bodies.count()];
        fields.forEach(field -> field.accelerate(g, bodies.position, new Subrange(0, bodies.count()), acceleration));
        double shortest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < bodies.count(); i++) {
            double distance = length(bodies.position, i);
            double pull = length(acceleration, i);
            if (distance > 0 && pull > 0) {
                shortest = Math.min(shortest, 2 * Math.PI * Math.sqrt(distance / pull));
            }
        }
        return shortest;
    }

    private static double length(double[][] vectors, int i) {
        return Math.sqrt(u(vectors, i) + w(vectors, i));
    }

    /// The derivatives of φ by u and w, of first and second order.
    private void derive(double g, double u, double w, double[] d) {
        switch (kind) {
            case POINT -> deriveRound(g * value(0), u + w, d);
            case PLUMMER -> deriveRound(g * value(0), u + w + value(1) * value(1), d);
            case LOGARITHMIC -> {
                double part = 1 / (value(2) * value(2));
                double s = u + w * part + value(1) * value(1);
                d[U] = 0.5 * value(0) * value(0) / s;
                d[W] = d[U] * part;
                d[UU] = -d[U] / s;
                d[UW] = d[UU] * part;
                d[WW] = d[UW] * part;
            }
            case MIYAMOTO_NAGAI -> {
                double c = Math.sqrt(w + value(2) * value(2));
                double height = value(1) + c;
                double slope = height / c; // of height², by w
                deriveRound(g * value(0), u + height * height, d);
                d[W] = d[U] * slope;
                d[UW] = d[UU] * slope;
                d[WW] = d[UW] * slope - d[U] * value(1) / (2 * c * c * c);
            }
        }
    }

    /// Of -GM s^(-½), where s grows with u and w alike.
    private static void deriveRound(double gm, double s, double[] d) {
        d[U] = 0.5 * gm / (s * Math.sqrt(s));
        d[W] = d[U];
        d[UU] = -1.5 * d[U] / s;
        d[UW] = d[UU];
        d[WW] = d[UU];
    }

    private double value(int index) {
        return values.get(index);
    }

    private static double u(double[][] position, int i) {
        return position[0][i] * position[0][i] + position[1][i] * position[1][i];
    }

    private static double w(double[][] position, int i) {
        return position.length == 2 ? 0 : position[2][i] * position[2][i];
    }
}
