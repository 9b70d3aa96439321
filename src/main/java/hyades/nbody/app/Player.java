package hyades.nbody.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.figure.Bulk;
import hyades.figure.ColorMap;
import hyades.figure.JsonFigure;
import hyades.nbody.Dimension;
import hyades.nbody.Units;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A film for `player.js`.
final class Player {
    /// What lies outside the picture.
    private static final int OUTSIDE = 65535;

    private static final int COLORS = 256;

    /// Values whose largest is so many times the smallest are told by their logarithm.
    private static final double WIDE = 30;

    private Player() {}

    /// Coordinates are 16-bit numbers, little-endian, from 0 to 65534 over the width of the picture: frame by
    /// frame, in each all x, then all y, then all z.
    ///
    /// @param told how its times are told
    static JsonObject of(Film film, Told told) {
        double half = Bulk.halfWidth(
                film.axes().stream().flatMapToDouble(Arrays::stream).map(Math::abs));
        JsonObject json = new JsonObject();
        json.addProperty("bodies", film.bodies());
        json.addProperty("dimensions", film.axes().size());
        json.addProperty("half", half);
        json.addProperty("unit", told.time());
        json.addProperty("length", told.units().symbol(Dimension.LENGTH));
        json.add("times", JsonFigure.numbers(told.times(film.times())));
        if (film.showsNames()) {
            JsonArray names = new JsonArray();
            film.labels().forEach(names::add);
            json.add("names", names);
        }
        JsonArray steps = new JsonArray();
        film.steps().forEach(steps::add);
        json.add("steps", steps);
        json.addProperty("positions", packed(film.axes(), film.bodies(), half));
        JsonArray quantities = new JsonArray();
        Units units = told.units();
        quantity("mass", units.symbol(Dimension.MASS), film.masses()).ifPresent(quantities::add);
        quantity("speed", units.symbol(Dimension.VELOCITY), film.speeds()).ifPresent(quantities::add);
        json.add("quantities", quantities);
        json.addProperty("colors", Base64.getEncoder().encodeToString(colors()));
        return json;
    }

    /// What bodies can be coloured by: bytes from the lowest to the highest but for a hundredth at either end, frame by
    /// frame.
    ///
    /// @param values shape (frames × bodies); null where nobody knows them
    /// @return none where all are the same
    private static Optional<JsonObject> quantity(String name, String unit, double[] values) {
        double[] known = values == null
                ? new double[0]
                : Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (known.length == 0 || known[0] == known[known.length - 1]) {
            return Optional.empty();
        }
        int margin = name.equals("mass") ? 0 : known.length / 100; // each mass is one that somebody chose
        double least =
                Arrays.stream(known).filter(value -> value > 0).findFirst().orElse(0);
        double high = known[known.length - 1 - margin];
        boolean isLogarithmic = high > WIDE * Math.max(least, known[margin]);
        double low = isLogarithmic ? Math.max(least, known[margin]) : known[margin];
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            double part = isLogarithmic
                    ? Math.log(Math.max(values[i], low) / low) / Math.log(high / low)
                    : (values[i] - low) / (high - low);
            bytes[i] = (byte) Math.rint((COLORS - 1) * Math.clamp(part, 0, 1));
        }
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("unit", unit);
        json.addProperty("low", low);
        json.addProperty("high", high);
        json.addProperty("isLogarithmic", isLogarithmic);
        json.addProperty("values", Base64.getEncoder().encodeToString(bytes));
        return Optional.of(json);
    }

    /// Those of the map that are seen on white as on black.
    private static byte[] colors() {
        byte[] colors = new byte[3 * COLORS];
        for (int i = 0; i < COLORS; i++) {
            int color = ColorMap.VIRIDIS.color(0.15 + 0.75 * i / (COLORS - 1));
            for (int channel = 0; channel < 3; channel++) {
                colors[3 * i + channel] = (byte) (color >> 8 * (2 - channel));
            }
        }
        return colors;
    }

    private static String packed(List<double[]> axes, int bodies, double half) {
        int rows = axes.getFirst().length;
        ByteBuffer packed = ByteBuffer.allocate(2 * axes.size() * rows).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < rows; frame += bodies) {
            for (double[] axis : axes) {
                for (int body = frame; body < frame + bodies; body++) {
                    double place = (axis[body] / half + 1) / 2;
                    packed.putShort((short) (place >= 0 && place <= 1 ? Math.rint(place * (OUTSIDE - 1)) : OUTSIDE));
                }
            }
        }
        return Base64.getEncoder().encodeToString(packed.array());
    }
}
