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
import java.util.stream.IntStream;

/// The bodies of `frames.csv`.
///
/// @param bodies in each frame
/// @param labels what they are called, shape (bodies)
/// @param steps shape (frames)
/// @param times [s], shape (frames)
/// @param axes coordinates [m], two or three of shape (frames × bodies)
record Film(int bodies, List<String> labels, List<String> steps, double[] times, List<double[]> axes) {
    /// The film; none without the file, or before its first frame.
    static Optional<Film> of(RunDirectory directory) throws IOException {
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
        if (rows % bodies != 0 || data.isSampled()) {
            throw new IOException("%s: damaged: %d lines, expected frames of %d bodies".formatted(file, rows, bodies));
        }
        double[] timeOf = data.numbers("time");
        double[] times = new double[rows / bodies];
        List<String> steps = new ArrayList<>();
        for (int frame = 0; frame < times.length; frame++) {
            times[frame] = timeOf[frame * bodies];
            steps.add(stepOf[frame * bodies]);
        }
        return Optional.of(new Film(bodies, labels(data, bodies), steps, times, axes));
    }

    private static List<String> labels(CsvColumns data, int bodies) {
        List<String> ids = Arrays.asList(data.text("id"));
        Labels labels = new Labels(ids, data.has("name") ? Arrays.asList(data.text("name")) : null);
        return IntStream.range(0, bodies).mapToObj(labels::text).toList();
    }
}
