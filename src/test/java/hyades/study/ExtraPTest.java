package hyades.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The text file, read back by the grammar that Extra-P's documentation gives.
class ExtraPTest {
    @TempDir
    Path folder;

    @Test
    void regionsHaveALineForEveryPoint() throws Exception {
        ScalingPlan plan = Studies.plan(List.of(1, 2), List.of(1, 3), 3);
        Path file = folder.resolve("extrap.txt");
        ExtraP.write(
                file, plan, new Analysis(plan, Studies.measurements(plan, p -> 8e-4 * p.ranks() * p.threads()), 8));
        List<String> parameters = new ArrayList<>();
        List<List<Double>> points = new ArrayList<>();
        List<List<Double>> data = new ArrayList<>();
        List<String> regions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            assertTrue(
                    line.matches("#.*|PARAMETER \\w+|POINTS \\( \\d+( \\d+)* \\)|METRIC \\w+|REGION \\w+(->\\w+)*"
                            + "|DATA( \\d+\\.\\d*)+"),
                    line);
            String[] words = line.split("[ ()]+");
            List<String> rest = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "PARAMETER" -> parameters.addAll(rest);
                case "POINTS" -> points.add(rest.stream().map(Double::valueOf).toList());
                case "REGION" -> regions.addAll(rest);
                case "DATA" -> data.add(rest.stream().map(Double::valueOf).toList());
                default -> {}
            }
        }
        assertEquals(List.of("p", "t"), parameters);
        assertEquals(List.of(List.of(1.0, 1.0), List.of(1.0, 3.0), List.of(2.0, 1.0), List.of(2.0, 3.0)), points);
        assertEquals(5, regions.size());
        assertEquals(regions.size() * points.size(), data.size());
        assertEquals(List.of(8e-4, 8e-4, 8e-4), data.get(0), "repeats, without the warm-up");
        assertEquals(6 * 8e-4, data.get(3).getFirst(), 1e-12);
        // the parts of the first point: 0.6 computing, 0.2 communication, 0.1 files, 0.1 start-up
        double sum = data.get(4).getFirst()
                + data.get(8).getFirst()
                + data.get(12).getFirst()
                + data.get(16).getFirst();
        assertEquals(8e-4, sum, 4e-9); // four numbers rounded to nanoseconds
    }
}
