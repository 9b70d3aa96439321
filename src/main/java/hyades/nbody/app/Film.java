package hyades.nbody.app;

import hyades.nbody.Labels;
import hyades.page.CsvColumns;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// The bodies of `frames.csv`.
///
/// @param bodies in each frame
/// @param labels what they are called, shape (bodies)
/// @param isNamed whether somebody has named them, or some
/// @param steps shape (frames)
/// @param times [s], shape (frames)
/// @param axes coordinates [m], two or three of shape (frames × bodies)
/// @param masses [kg], shape (frames × bodies); null of an earlier version
/// @param speeds [m/s], likewise
record Film(
        int bodies,
        List<String> labels,
        boolean isNamed,
        List<String> steps,
        double[] times,
        List<double[]> axes,
        double[] masses,
        double[] speeds) {
    /// Of `frames.csv`: a page with more could not be opened in a moment.
    static final long MOST_BYTES = 16 << 20;

    /// Up to this many names are written beside the bodies.
    private static final int MOST_NAMED = 32;

    /// A body is heavy that has the mass of so many others, which are most.
    private static final double HEAVY = 10;

    /// The size of a film that is not shown because it is larger than [#MOST_BYTES]; else empty.
    static OptionalLong tooLarge(RunDirectory directory) throws IOException {
        Path file = directory.file("frames.csv");
        long size = Files.exists(file) ? Files.size(file) : 0;
        return size > MOST_BYTES ? OptionalLong.of(size) : OptionalLong.empty();
    }

    /// The film; none without the file, before its first frame, or of one too large.
    ///
    /// @throws IOException in one line: the file, and what is wrong with it
    static Optional<Film> of(RunDirectory directory) throws IOException {
        return tooLarge(directory).isPresent() ? Optional.empty() : ofAnySize(directory);
    }

    /// The same, however large it is.
    static Optional<Film> ofAnySize(RunDirectory directory) throws IOException {
        Path file = directory.file("frames.csv");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        CsvColumns data = CsvColumns.read(file, "step", "time", "id", "x", "y");
        List<double[]> axes = new ArrayList<>();
        for (String name : data.has("z") ? List.of("x", "y", "z") : List.of("x", "y")) {
            axes.add(data.numbers(name));
        }
        String[] stepOf = data.text("step");
        int rows = data.rows();
        int bodies = 0;
        while (bodies < rows && stepOf[bodies].equals(stepOf[0])) {
            bodies++;
        }
        if (bodies == 0) {
            return Optional.empty();
        }
        if (rows % bodies != 0) {
            throw new IOException("%s: damaged: %d lines, expected frames of %d bodies".formatted(file, rows, bodies));
        }
        double[] timeOf = data.numbers("time");
        double[] times = new double[rows / bodies];
        List<String> steps = new ArrayList<>();
        for (int frame = 0; frame < times.length; frame++) {
            times[frame] = timeOf[frame * bodies];
            steps.add(stepOf[frame * bodies]);
        }
        return Optional.of(new Film(
                bodies,
                labels(data, bodies),
                data.has("name"),
                steps,
                times,
                axes,
                data.has("mass") ? data.numbers("mass") : null,
                data.has("speed") ? data.numbers("speed") : null));
    }

    /// Whether there are names, few enough to be read.
    boolean showsNames() {
        return isNamed && bodies <= MOST_NAMED;
    }

    /// The coordinates of a frame along an axis.
    double[] places(int axis, int frame) {
        return Arrays.copyOfRange(axes.get(axis), frame * bodies, (frame + 1) * bodies);
    }

    /// Which bodies of a frame are some of few that have far more mass than most.
    boolean[] heavy(int frame) {
        boolean[] heavy = new boolean[bodies];
        if (masses == null) {
            return heavy;
        }
        double[] mass = Arrays.copyOfRange(masses, frame * bodies, (frame + 1) * bodies);
        double median = Arrays.stream(mass).sorted().toArray()[bodies / 2];
        for (int body = 0; body < bodies; body++) {
            heavy[body] = mass[body] > HEAVY * median;
        }
        return heavy;
    }

    private static List<String> labels(CsvColumns data, int bodies) {
        List<String> ids = Arrays.asList(data.text("id"));
        Labels labels = new Labels(ids, data.has("name") ? Arrays.asList(data.text("name")) : null);
        return IntStream.range(0, bodies).mapToObj(labels::text).toList();
    }
}
