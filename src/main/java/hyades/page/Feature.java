package hyades.page;

import hyades.figure.Figure;
import hyades.run.RunRecord;
import java.io.IOException;
import java.util.List;

/// All that the command line and the pages know of a kind of work. Beside its class lies `quantities.csv`: what the
/// numbers of its runs are called, as [Quantities] reads it.
///
/// One line in the command line's list registers a feature. What is asked of a single command, such as how its
/// problem grows, is in [hyades.run.RankCommand].
public interface Feature {
    /// The first word of its commands.
    String name();

    /// The class of its command, as picocli takes it.
    Class<?> command();

    /// What a run is called, for people.
    ///
    /// @param command as `run.json` has it, with all its words
    /// @return text in which names of results stand in braces, counts with the words for one and for several:
    ///     `Decay of {isotope}: {runs|run|runs}`
    default String title(String command) {
        return command;
    }

    /// The figures of a run's files, which are drawn as pictures, too; of files that are not there none.
    ///
    /// @throws IOException in one line: the file, and what is wrong with it
    default List<Figure> figures(Run run) throws IOException {
        return List.of();
    }

    /// What the page of a run shows of its files; of those that are not there nothing.
    ///
    /// @throws IOException in one line: the file, and what is wrong with it
    default List<Section> sections(Run run) throws IOException {
        return List.of();
    }

    /// JavaScript that draws what its sections have given to the page beside charts; runs after all other.
    default String program() {
        return "";
    }

    /// Whether a run is one of its.
    default boolean hasRun(RunRecord record) {
        return record.command().split(" ", 2)[0].equals(name());
    }

    /// The unit of a number of a run: that of `quantities.csv`, unless this run is computed in others.
    ///
    /// @param key in `run.json`
    /// @param unit of `quantities.csv`, empty for a pure number
    default String unit(RunRecord record, String key, String unit) {
        return unit;
    }
}
