package hyades.gas.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.page.Feature;
import hyades.page.Html;
import hyades.page.Run;
import hyades.page.Section;
import hyades.text.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gas on a grid.
public final class GasFeature implements Feature {
    private static final long MOST_BYTES = 2 << 20;

    @Override
    public String name() {
        return "gas";
    }

    @Override
    public Class<?> command() {
        return GasCommand.class;
    }

    @Override
    public String title(String command) {
        return "Gas: {initial}, {cellsX} × {cellsY} × {cellsZ} cells";
    }

    @Override
    public List<Figure> figures(Run run) throws IOException {
        return GasFigures.of(run.directory());
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Section> sections = new ArrayList<>();
        List<Html> pictures = new ArrayList<>();
        add(run.directory().file(MiddlePictures.DENSITY), "Density", pictures);
        add(run.directory().file(MiddlePictures.PRESSURE), "Pressure", pictures);
        add(run.directory().file(MiddlePictures.SPEED), "Speed", pictures);
        if (!pictures.isEmpty()) {
            sections.add(new Section(
                    "middle",
                    "The plane in the middle",
                    Html.of("<div class=\"pictures\">{}</div>", Html.join(pictures))));
        }
        Optional<JsonObject> film = Slices.of(run.directory());
        if (film.isPresent()) {
            sections.add(film(film.get()));
        }
        List<Figure> figures = figures(run);
        if (!figures.isEmpty()) {
            sections.add(Section.of("diagnostics", "Profile and diagnostics", figures));
        }
        return sections;
    }

    private static Section film(JsonObject film) {
        Html content = Html.of("""
            <figure class="player" id="slices">
            <figcaption>The density in the plane in the middle at {} times, one scale for all.</figcaption>
            </figure>\
            """, film.getAsJsonArray("times").size());
        return new Section("film", "The film", content, List.of(), Map.<String, JsonElement>of("slices", film));
    }

    /// Plays the film.
    @Override
    public String program() {
        return Resource.beside(GasFeature.class, "slices.js");
    }

    private static void add(Path picture, String what, List<Html> pictures) throws IOException {
        if (Files.exists(picture) && Files.size(picture) <= MOST_BYTES) {
            pictures.add(Html.of("""
                <figure class="picture">
                <img src="data:image/png;base64,{}" alt="{} in the middle of the grid, as colours">
                <figcaption>{} at the end.</figcaption>
                </figure>\
                """, Base64.getEncoder().encodeToString(Files.readAllBytes(picture)), what, what));
        }
    }
}
