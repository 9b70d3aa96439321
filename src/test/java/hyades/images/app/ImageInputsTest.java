package hyades.images.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImageInputsTest {
    @TempDir
    Path folder;

    /// In whatever case, packed or not, and with line ends in their names.
    @Test
    void aFolderGivesItsImages() throws Exception {
        List<String> images = List.of("A.FTS", "B.Fits", "c.fit.gz", "d.fits.Z", "e.fits.xz", "f\n\u0002.fits", "g.fz");
        for (String name : images) {
            Files.createFile(folder.resolve(name));
        }
        for (String name : List.of("a.txt", "fits", "b.fits.png", "c.gz", "summary.csv")) {
            Files.createFile(folder.resolve(name));
        }
        ImageInputs inputs = new ImageInputs();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(inputs)).parseArgs(folder.toString());
        assertEquals(
                images,
                inputs.files().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }
}
