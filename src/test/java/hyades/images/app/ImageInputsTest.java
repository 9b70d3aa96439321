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

    /// Of a file and of all of a pattern; where a file has the brackets in its own name, that one is meant.
    @Test
    void whatIsBehindANameIsOfEachFile() throws Exception {
        for (String name : List.of("a1.fits", "a2.fits", "a3.fit", "a2.fits[SCI]")) {
            Files.createFile(folder.resolve(name));
        }
        ImageInputs inputs = new ImageInputs();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(inputs))
                .parseArgs(folder + "/a?.fits[1][2:3,*]", folder + "/a2.fits[SCI]", folder + "/a[3].fit[2]");
        assertEquals(
                List.of("a1.fits[1][2:3,*]", "a2.fits[1][2:3,*]", "a2.fits[SCI]", "a3.fit[2]"),
                inputs.files().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }
}
