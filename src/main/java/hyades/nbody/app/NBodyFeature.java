package hyades.nbody.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.page.Feature;
import hyades.page.Html;
import hyades.page.Quantities;
import hyades.page.Run;
import hyades.page.Section;
import hyades.run.RunRecord;
import hyades.text.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Gravitating bodies.
public final class NBodyFeature implements Feature {
    @Override
    public String name() {
        return "nbody";
    }

    @Override
    public Class<?> command() {
        return NBodyCommand.class;
    }

    @Override
    public String title(String command) {
        return switch (command) {
            case NBodyVerifyCommand.COMMAND -> "N-body verified: {passed} of {values|value|values} as expected";
            case NBodyEnsembleCommand.COMMAND -> "N-body: {systems|system|systems}, {done} done";
            default -> "N-body: {bodies|body|bodies}, {steps|step|steps}";
        };
    }

    @Override
    public List<Figure> figures(Run run) throws IOException {
        return run.record().command().equals(NBodyEnsembleCommand.COMMAND)
                ? EnsembleFigures.of(run.directory())
                : NBodyFigures.of(run.directory(), run.record());
    }

    /// The film with what describes the motion beside it, then the other figures, then what happened.
    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Section> sections = new ArrayList<>(figured(run));
        EventsTable.of(run).ifPresent(table -> sections.add(new Section("events", "What happened", table)));
        return sections;
    }

    private List<Section> figured(Run run) throws IOException {
        List<Figure> figures = figures(run).stream()
                .filter(figure -> !NBodyFigures.isOfFilm(figure))
                .toList();
        Optional<JsonObject> film =
                Film.of(run.directory()).map(each -> Player.of(each, Told.of(run.record(), each.times())));
        OptionalLong tooLarge = Film.tooLarge(run.directory());
        if (tooLarge.isPresent()) {
            List<Section> sections = new ArrayList<>();
            sections.add(new Section("bodies", "The bodies", notShown(tooLarge.getAsLong())));
            if (!figures.isEmpty()) {
                sections.add(Section.of("diagnostics", "Diagnostics", figures));
            }
            return sections;
        }
        if (film.isEmpty()) {
            return figures.isEmpty() ? List.of() : List.of(Section.of("diagnostics", "Diagnostics", figures));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(bodies(
                run,
                film.get(),
                figures.stream().filter(NBodyFigures::isOfMotion).toList()));
        List<Figure> others = figures.stream()
                .filter(figure -> !NBodyFigures.isOfMotion(figure))
                .toList();
        if (!others.isEmpty()) {
            Html content = Html.of("<div class=\"marked\">{}</div>", Section.sideBySide(others));
            sections.add(new Section("energies", "Energy", content, others, Map.of()));
        }
        return sections;
    }

    private static Section bodies(Run run, JsonObject film, List<Figure> beside) {
        Html content = Html.of(
                """
                <div class="beside">
                <figure class="player" id="player">
                <figcaption>{} bodies at {} times.</figcaption>
                </figure>
                <div class="marked">{}</div>
                </div>\
                """,
                shownOf(run.record(), film.get("bodies").getAsInt()),
                film.getAsJsonArray("times").size(),
                Section.under(beside));
        return new Section("bodies", "The bodies", content, beside, Map.<String, JsonElement>of("player", film));
    }

    private static Html notShown(long bytes) {
        return Html.of(
                "<p><code>frames.csv</code> has {} MB; of more than {} MB a page shows no film. TOPCAT and pandas,"
                        + " <code>read_csv(\"frames.csv\")</code>, open it as it is; shorter ids and names make it"
                        + " smaller.</p>",
                Math.ceilDiv(bytes, 1L << 20),
                Film.MOST_BYTES >> 20);
    }

    private static String shownOf(RunRecord record, int shown) {
        boolean isSome = record.results() != null
                && record.results().get("bodies") instanceof Number all
                && all.intValue() > shown;
        return isSome
                ? "%s of %s"
                        .formatted(
                                Quantities.text(shown),
                                Quantities.text(record.results().get("bodies")))
                : Quantities.text(shown);
    }

    /// In the units of the run, but for what a clock has measured.
    @Override
    public String unit(RunRecord record, String key, String unit) {
        boolean isMeasured = key.equals("secondsToFirstStep") || key.equals("steppingSeconds");
        return isMeasured ? unit : Told.unitsOf(record).inPlaceOf(unit);
    }

    /// Plays the film.
    @Override
    public String program() {
        return Resource.beside(NBodyFeature.class, "player.js");
    }
}
