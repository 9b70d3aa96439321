package hyades.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.InProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--quiet` leaves warnings and errors, and what a command is there to print.
@Isolated // it listens to standard output and error
class QuietTest {
    private static final String FRAME = "src/test/resources/hyades/images/fits/f32.fits";

    @TempDir
    Path folder;

    private String said(int code, String arguments) {
        List<String> words = Arrays.stream(arguments.split(" +"))
                .map(word -> word.replace("{}", folder.toString()))
                .toList();
        InProcess.Result result = InProcess.run(words);
        assertEquals(code, result.code(), result::said);
        return result.said();
    }

    /// Each says where its results are without it.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "nbody --bodies 10 --steps 10 --out {}/run",
                "decay --particles 10 --runs 2 --serial-check --out {}/run",
                "images generate --count 1 --size 20x20 --out {}/run",
                "images filter " + FRAME + " --window 3 --out {}/run",
                "images combine " + FRAME + " src/test/resources/hyades/images/fits/f64.fits --no-plots --out {}/run",
                "matrix --rows 20 --columns 5 --output {}/run/product.fits --out {}/run",
                "gas --problem sod --cells 20x1x1 --out {}/run",
                "tables generate --count 1 --size 20x20 --serial-check --out {}/run",
                "images activity --count 1 --size 20x20 --window 3 --out {}/run",
                "images view " + FRAME + " --out {}/picture.png",
            })
    void aQuietCommandSaysNothing(String command) throws Exception {
        String loud = said(0, "-n 1 --no-report " + command);
        assertTrue(loud.contains(" in " + folder), loud);
        String quiet = said(0, "-n 1 --quiet " + command + (command.startsWith("images view") ? "" : " --overwrite"));
        assertEquals("", quiet);
    }

    @Test
    void whatIsAskedForIsPrinted() {
        String peaks = said(0, "-q -n 1 --trace images brightest " + FRAME + " --no-plots --out {}/run");
        assertEquals(2, peaks.lines().count(), peaks);
        assertTrue(peaks.startsWith("file,"), peaks);
    }

    @Test
    void pagesAreMadeInSilence() throws Exception {
        said(0, "-q -n 1 nbody --bodies 10 --steps 10 --no-plots --no-report --out {}/run");
        assertEquals("", said(0, "report -q {}/run"));
        assertEquals("", said(0, "report -q {}"));
        assertTrue(Files.exists(folder.resolve("index.html")));
    }

    @Test
    void whatFailsIsSaid() throws Exception {
        Files.writeString(folder.resolve("torn.fits"), "SIMPLE");
        String said = said(3, "-q -n 1 images filter {}/torn.fits --window 3 --out {}/run");
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("rank 0: %s/torn.fits: failed: ".formatted(folder)), said);
    }
}
