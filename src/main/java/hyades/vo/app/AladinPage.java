package hyades.vo.app;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.page.Html;
import hyades.page.Policy;
import hyades.storage.WholeFile;
import hyades.text.Resource;
import hyades.vo.Chart;
import hyades.vo.ObjectKind;
import hyades.vo.SkyObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `aladin.html`: the field of a chart in Aladin Lite. Unlike all other pages it loads things: the
/// script, unless that is part of it, and pictures of the sky. Its policy lets this one script and its
/// own program run and no other; what a service called its objects is shown by the program, as text,
/// and never given to the script.
final class AladinPage {
    static final String NAME = "aladin.html";

    /// The first under LGPL 3.
    static final String VERSION = "3.8.0";

    static final String SCRIPT = "https://aladin.cds.unistra.fr/AladinLite/api/v3/" + VERSION + "/aladin.js";

    private AladinPage() {}

    /// Writes the page.
    ///
    /// @param script Aladin Lite's, to become part of the page; null for a link
    static void write(Path file, String title, Chart chart, List<SkyObject> objects, String script) throws IOException {
        String program = Resource.beside(AladinPage.class, "aladin-view.js");
        String given = script == null ? "" : inline(script);
        Html load = script == null
                ? Html.of("<script src=\"{}\"></script>", SCRIPT)
                : new Html("<script>" + given + "</script>");
        Html allowed = script == null ? new Html(SCRIPT) : Policy.hash(given);
        Html page = Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; \
                style-src 'unsafe-inline'; img-src data: blob: https:; connect-src data: blob: https:; worker-src blob:; \
                font-src data: https:; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{} in Aladin Lite</title>
                <style>{}</style>
                </head>
                <body>
                <div id="aladin"></div>
                <p id="note" role="status">Aladin Lite is being loaded.</p>
                <script type="application/json" id="data">{}</script>
                {}
                <script>{}</script>
                </body>
                </html>
                """,
                Policy.hash(program),
                allowed,
                title,
                new Html(Resource.beside(AladinPage.class, "aladin-view.css")),
                new Html(new Gson().toJson(data(chart, objects))),
                load,
                new Html(program));
        WholeFile.writeText(file, page.markup());
    }

    private static JsonObject data(Chart chart, List<SkyObject> objects) {
        JsonObject data = new JsonObject();
        data.addProperty("ra", chart.centre().ra());
        data.addProperty("dec", chart.centre().dec());
        data.addProperty("fov", chart.fov());
        JsonArray kinds = new JsonArray();
        for (ObjectKind kind : ObjectKind.values()) {
            JsonArray all = new JsonArray();
            for (SkyObject each : objects) {
                if (ObjectKind.of(each.type()) == kind) {
                    JsonObject object = new JsonObject();
                    object.addProperty("name", each.name());
                    object.addProperty("type", each.type());
                    object.addProperty("ra", each.place().ra());
                    object.addProperty("dec", each.place().dec());
                    all.add(object);
                }
            }
            if (!all.isEmpty()) {
                JsonObject one = new JsonObject();
                one.addProperty("label", kind.label());
                one.addProperty("color", ChartInk.onSky(kind));
                one.add("objects", all);
                kinds.add(one);
            }
        }
        data.add("kinds", kinds);
        return data;
    }

    /// A script as it may stand in a page: nothing in it ends the element. In JavaScript these mean the
    /// same, within texts and patterns, where alone they occur.
    private static String inline(String script) {
        return script.replaceAll("(?i)</(script)", "<\\\\/$1").replace("<!--", "<\\!--");
    }
}
