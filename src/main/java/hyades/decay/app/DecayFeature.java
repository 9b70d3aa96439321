package hyades.decay.app;

import hyades.figure.Figure;
import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.Section;
import java.io.IOException;
import java.util.List;

/// Ensembles of radioactive decays.
public final class DecayFeature implements Feature {
    @Override
    public String name() {
        return "decay";
    }

    @Override
    public Class<?> command() {
        return DecayCommand.class;
    }

    @Override
    public String title(String command) {
        return "Decay: {runs|run|runs} of {particles|nucleus|nuclei} of {isotope}";
    }

    @Override
    public List<Figure> figures(Run run) throws IOException {
        return DecayFigures.of(run.directory(), run.record());
    }

    @Override
    public List<Section> sections(Run run) throws IOException {
        List<Figure> figures = figures(run);
        return figures.isEmpty() ? List.of() : List.of(Section.of("decays", "Decay", figures));
    }
}
