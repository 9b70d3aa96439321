package hyades.vo.app;

import hyades.InProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Runs commands by the replies of `jobs/vo-replies`, at once.
abstract class SearchCase {
    static final String IMAGE = "src/test/resources/hyades/images/fits/f32.fits";

    @TempDir
    Path folder;

    String said;

    /// `@` is the test's folder; a name with a blank is none here.
    int hyades(String arguments) {
        String replies = folder.resolve("replies").toString();
        InProcess.Result result = InProcess.run(arguments, folder, "--replay", replies);
        said = result.said();
        return result.code();
    }

    @BeforeEach
    void layReplies() throws IOException {
        Path replies = Files.createDirectory(folder.resolve("replies"));
        try (DirectoryStream<Path> made = Files.newDirectoryStream(Path.of("jobs/vo-replies"), "simbad-*.txt")) {
            for (Path file : made) {
                String text = Files.readString(file).replaceFirst("(?m)^Latency: .*\n", "");
                Files.writeString(replies.resolve(file.getFileName()), text);
            }
        }
    }

    List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
