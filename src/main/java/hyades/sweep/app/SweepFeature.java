package hyades.sweep.app;

import hyades.figure.Figure;
import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Commands as tasks.
public final class SweepFeature implements Feature {
    @Override
    public String name() {
        return SweepCommand.NAME;
    }

    @Override
    public Class<?> command() {
        return SweepCommand.class;
    }

    @Override
    public String title(String command) {
        return "Sweep: {tasks|task|tasks}";
    }

    @Override
    public List<Figure> figures(Run run) throws IOException {
        return SweepFigures.of(run.directory());
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Section> sections = new ArrayList<>();
        List<Figure> figures = figures(run);
        if (!figures.isEmpty()) {
            sections.add(Section.of("durations", "How long the tasks took", figures));
        }
        TasksTable.of(run.directory()).ifPresent(table -> sections.add(new Section("tasks", "The tasks", table)));
        return sections;
    }
}
