package hyades.study.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import hyades.run.Json;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `scaling.json` as pages and pictures read it: of an older version, too, and with all that it lacks left out.
///
/// @param points of the study; none where it is not complete
record ScalingFile(JsonObject study, List<JsonObject> points) {
    /// Makes something of the file; nothing without it.
    ///
    /// @throws IOException in one line, for a file that is damaged
    static <T> Optional<T> read(RunDirectory directory, Function<ScalingFile, T> made) throws IOException {
        Path file = directory.file("scaling.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject study = JsonParser.parseString(Json.text(file)).getAsJsonObject();
            List<JsonObject> points = new ArrayList<>();
            for (JsonElement point : study.getAsJsonArray("points")) {
                points.add(point.getAsJsonObject());
            }
            return Optional.of(made.apply(new ScalingFile(study, points)));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw new IOException("%s: damaged: expected the points of a study".formatted(file), e);
        }
    }

    /// A text of the study; `missing` where it has none.
    String text(String key, String missing) {
        return study.has(key) && study.get(key).isJsonPrimitive()
                ? study.get(key).getAsString()
                : missing;
    }

    static double number(JsonObject point, String key) {
        return point.get(key).getAsDouble();
    }

    static double middle(JsonElement spread) {
        return spread != null && spread.isJsonPrimitive() ? spread.getAsDouble() : part(spread, "median");
    }

    static double part(JsonElement spread, String name) {
        JsonElement value = spread != null && spread.isJsonObject()
                ? spread.getAsJsonObject().get(name)
                : null;
        return value == null || value.isJsonNull() ? Double.NaN : value.getAsDouble();
    }
}
