package hyades.sweep.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.figure.Figure.Panel;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFiguresTest {
    @TempDir
    Path folder;

    /// Tasks of the run before a sweep went on began before it did: time counts from the first of all.
    @Test
    void timeBeginsWithTheFirstTask() throws IOException {
        Files.writeString(
                folder.resolve(TasksFile.NAME),
                "outcome,start,seconds,rank\ndone,-5.25,1,0\ndone,-5.5,2,1\nnot begun,,,\ndone,0.5,3,0\n");
        Panel panel =
                SweepFigures.of(new RunDirectory(folder)).getFirst().panels().getFirst();
        assertEquals(
                List.of("rank 0", "rank 1"),
                panel.series().stream().map(each -> each.name()).toList());
        assertArrayEquals(new double[] {0.25, 6}, panel.series().getFirst().x());
        assertArrayEquals(new double[] {0}, panel.series().getLast().x());
        assertArrayEquals(new double[] {1, 3}, panel.series().getFirst().y());
    }
}
