package hyades.nbody.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.figure.Bulk;
import hyades.figure.JsonFigure;
import hyades.nbody.Dimension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A film for `player.js`.
final class Player {
    /// What lies outside the picture.
    private static final int OUTSIDE = 65535;

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
        return json;
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
