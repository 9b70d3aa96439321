package hyades.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.cli.HyadesCommand;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which pictures of a run are drawn; the run is a scaling study with a trace.
class RunPicturesTest {
    private static final byte[] OLD = {1, 2, 3};

    @TempDir
    Path folder;

    @BeforeEach
    void run() throws IOException {
        SampleRuns.study(folder);
        SampleRuns.trace(folder, 10);
    }

    private RunDirectory directory() throws IOException {
        return new RunDirectory(folder);
    }

    private Set<String> pictures() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(png|svg)"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// By the magic number of PNG, or the first element of SVG.
    private void assertIsDrawn(String name) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.ISO_8859_1);
        String start = name.endsWith(".png") ? "\u0089PNG\r\n" : "<svg";
        assertEquals(start, text.substring(0, Math.min(start.length(), text.length())), name);
    }

    /// The user has asked for this format: of each figure one, whatever was there; a timeline is a PNG only.
    @Test
    void aFormatThatIsAskedForIsDrawnOfEveryFigure() throws Exception {
        RunPictures.write(directory(), HyadesCommand.FEATURES, RunPictures.Format.SVG, OptionalInt.empty());
        Set<String> svg = pictures();
        assertTrue(svg.size() >= 2 && svg.stream().allMatch(name -> name.endsWith(".svg")), svg::toString);
        RunPictures.write(directory(), HyadesCommand.FEATURES, RunPictures.Format.PNG, OptionalInt.empty());
        Set<String> expected = new TreeSet<>(svg);
        svg.forEach(name -> expected.add(name.replace(".svg", ".png")));
        expected.add("timeline.png");
        assertEquals(expected, pictures());
        for (String name : expected) {
            assertIsDrawn(name);
        }
    }

    /// Who has not asked for any gets none that was not there: a run of `--no-plots` stays without.
    @Test
    void nothingIsRenewedWhereNothingWas() throws Exception {
        RunPictures.renew(directory(), HyadesCommand.FEATURES);
        assertEquals(Set.of(), pictures());
    }

    /// Of a figure's two pictures the one that is there, each by its own format, and the timeline.
    @Test
    void whatIsThereIsDrawnAnewAndNothingElse() throws Exception {
        RunPictures.write(directory(), HyadesCommand.FEATURES, RunPictures.Format.SVG, OptionalInt.empty());
        List<String> ids =
                pictures().stream().map(name -> name.replace(".svg", "")).toList();
        Set<String> there = Set.of(ids.get(0) + ".png", ids.get(1) + ".svg", "timeline.png", "mine.png");
        for (String id : ids) {
            Files.delete(folder.resolve(id + ".svg"));
        }
        for (String name : there) {
            Files.write(folder.resolve(name), OLD);
        }
        RunPictures.renew(directory(), HyadesCommand.FEATURES);
        assertEquals(new TreeSet<>(there), pictures());
        for (String name : there) {
            if (name.equals("mine.png")) {
                assertEquals(-1, Arrays.mismatch(OLD, Files.readAllBytes(folder.resolve(name))), name);
            } else {
                assertIsDrawn(name);
            }
        }
    }
}
