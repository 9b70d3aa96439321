package hyades.page;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import hyades.storage.WholeFile;
import hyades.text.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/// One self-contained HTML file. Its policy lets a browser run this style sheet and this program and nothing else:
/// no network, no other script, whatever the content holds.
final class Page {
    private static final String[] PROGRAM = {"numbers.js", "chart.js", "timeline.js", "film.js", "page.js"};

    /// Data for the program; Gson writes `<`, `>`, `&`, `=` and `'` as \\uXXXX, so that no tag can end it.
    private static final Gson DATA = new Gson();

    /// How every page begins, of older versions too, and hardly any other.
    private static final String BEGINNING = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\
        """;

    private Page() {}

    /// Writes the page, whole or not at all, where there is none or one of these.
    ///
    /// @throws FileAlreadyExistsException in one line, where somebody else's file has the name
    /// @param data what the program draws
    /// @param more what the program does after all else
    static void write(Path file, String title, Html body, JsonObject data, String more) throws IOException {
        requireOurs(file);
        String style = Resource.beside(Page.class, "report.css");
        StringBuilder program = new StringBuilder();
        for (String part : PROGRAM) {
            program.append(Resource.beside(Page.class, part));
        }
        program.append(more);
        Html page = Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{}</title>
                <style>{}</style>
                </head>
                <body>
                {}
                <script type="application/json" id="data">{}</script>
                <script>{}</script>
                </body>
                </html>
                """,
                Policy.hash(style),
                Policy.hash(program.toString()),
                title,
                new Html(style),
                body,
                new Html(DATA.toJson(data)),
                new Html(program.toString()));
        WholeFile.writeText(file, page.markup());
    }

    private static void requireOurs(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        byte[] ours = BEGINNING.getBytes(StandardCharsets.UTF_8);
        byte[] there = new byte[0];
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                there = in.readNBytes(ours.length);
            }
        }
        if (!Arrays.equals(there, ours)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "is there, and is no page of Hyades: it has to go, or to be renamed, first");
        }
    }
}
