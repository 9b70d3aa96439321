package hyades.nbody.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.figure.Bulk;
import hyades.page.Chart;
import hyades.page.CsvColumns;
import hyades.page.TimeAxis;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The bodies of `frames.csv` as a small film, for `player.js`.
final class Player {
    /// What lies outside the picture.
    private static final int OUTSIDE = 65535;

    private Player() {}

    /// The film; none without the file.
    ///
    /// Coordinates are 16-bit numbers, little-endian, from 0 to 65534 over the width of the picture: frame by
    /// frame, in each all x, then all y, then all z.
    static Optional<JsonObject> of(RunDirectory directory) throws IOException {
        Path file = directory.file("frames.csv");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        CsvColumns data = CsvColumns.read(file, "step", "time", "id", "x", "y");
        List<String> names = data.has("z") ? List.of("x", "y", "z") : List.of("x", "y");
        List<double[]> axes = new ArrayList<>();
        for (String name : names) {
            axes.add(data.numbers(name));
        }
        String[] steps = data.text("step");
        int rows = data.rows();
        int bodies = 0;
        while (bodies < rows && steps[bodies].equals(steps[0])) {
            bodies++;
        }
        if (bodies == 0) {
            return Optional.empty();
        }
        if (rows % bodies != 0 || data.isSampled()) {
            throw new IOException("%s: damaged: %d lines, expected frames of %d bodies".formatted(file, rows, bodies));
        }
        double half =
                Bulk.halfWidth(axes.stream().flatMapToDouble(Arrays::stream).map(Math::abs));
        JsonObject json = new JsonObject();
        json.addProperty("bodies", bodies);
        json.addProperty("dimensions", names.size());
        json.addProperty("half", half);
        double[] times = data.numbers("time");
        JsonArray stepOf = new JsonArray();
        double[] timeOf = new double[rows / bodies];
        for (int frame = 0; frame < rows / bodies; frame++) {
            timeOf[frame] = times[frame * bodies];
            stepOf.add(steps[frame * bodies]);
        }
        TimeAxis time = TimeAxis.of(timeOf);
        json.addProperty("unit", time.scale().unit());
        json.add("times", Chart.json(time.values()));
        json.add("steps", stepOf);
        json.addProperty("positions", packed(axes, bodies, half));
        return Optional.of(json);
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
