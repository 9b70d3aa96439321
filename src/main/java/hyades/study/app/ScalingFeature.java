package hyades.study.app;

import hyades.figure.Figure;
import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.util.List;

/// Studies of how jobs scale.
public final class ScalingFeature implements Feature {
    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public Class<?> command() {
        return ScalingCommand.class;
    }

    @Override
    public String title(String command) {
        return "Scaling study";
    }

    @Override
    public List<Figure> figures(Run run) throws IOException {
        return ScalingFile.read(run.directory(), file -> new ScalingFigures(file, run.quantities()).all())
                .orElse(List.of());
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Figure> figures = figures(run);
        return ScalingFile.read(run.directory(), file -> new ScalingSection(file).with(figures)).stream()
                .toList();
    }
}
