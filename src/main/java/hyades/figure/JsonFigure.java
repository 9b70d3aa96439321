package hyades.figure;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A figure as the program of the pages draws it (`chart.js`): each panel by itself, thinned to what a screen
/// shows.
public final class JsonFigure {
    private static final int PARTS = 150;

    private JsonFigure() {}

    /// The panels by their ids.
    public static Map<String, JsonObject> of(Figure figure) {
        Map<String, JsonObject> panels = new LinkedHashMap<>();
        for (int i = 0; i < figure.panels().size(); i++) {
            Panel panel = figure.panels().get(i);
            JsonObject json = of(panel.thinned(PARTS));
            json.addProperty("title", figure.title(i));
            json.addProperty("summary", panel.summary());
            panels.put(figure.id(i), json);
        }
        return panels;
    }

    /// An x that all series share stands once.
    private static JsonObject of(Panel panel) {
        double[] first = panel.series().isEmpty()
                ? new double[0]
                : panel.series().getFirst().x();
        boolean isShared = panel.series().stream().allMatch(each -> each.x() == first);
        JsonObject json = new JsonObject();
        json.add("across", of(panel.across()));
        json.add("up", of(panel.up()));
        json.add("x", isShared ? numbers(first) : JsonNull.INSTANCE);
        JsonArray all = new JsonArray();
        panel.series().forEach(each -> all.add(of(each, isShared)));
        json.add("series", all);
        return json;
    }

    private static JsonObject of(Series each, boolean hasSharedX) {
        JsonObject json = new JsonObject();
        json.addProperty("name", each.name());
        json.addProperty("color", each.color());
        json.addProperty("style", each.style().name().toLowerCase(Locale.ROOT));
        json.add("x", hasSharedX ? JsonNull.INSTANCE : numbers(each.x()));
        json.add("y", numbers(each.y()));
        json.add("low", numbers(each.low()));
        json.add("high", numbers(each.high()));
        return json;
    }

    private static JsonObject of(Scale scale) {
        JsonObject json = new JsonObject();
        json.addProperty("name", scale.name());
        json.addProperty("unit", scale.unit());
        json.addProperty("kind", scale.kind().name().toLowerCase(Locale.ROOT));
        return json;
    }

    /// Numbers for a page: seven digits are more than a screen shows; what is not finite is null.
    ///
    /// @param values null for none
    public static JsonElement numbers(double[] values) {
        if (values == null) {
            return JsonNull.INSTANCE;
        }
        JsonArray array = new JsonArray(values.length);
        for (double value : values) {
            double size = Math.abs(value);
            Number shown = size > 1e-37 && size < 1e38 ? (Number) (float) value : (Number) value;
            array.add(Double.isFinite(value) ? new JsonPrimitive(shown) : JsonNull.INSTANCE);
        }
        return array;
    }
}
