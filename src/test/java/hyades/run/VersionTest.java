package hyades.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The version stands in several files for several readers, and is one.
class VersionTest {
    private static String found(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(Path.of(file)));
        assertTrue(matcher.find(), file + ": nothing like " + pattern);
        return matcher.group(1);
    }

    @Test
    void allFilesNameTheSameVersionAndDate() throws Exception {
        String version = found("pom.xml", "<artifactId>hyades</artifactId>\\s+<version>([0-9.]+)</version>");
        assertEquals(version, found("CITATION.cff", "^version: (.+)$"));
        assertEquals(version, found("README.md", "this is version ([0-9.]*[0-9])"));
        String changes = "src/site/markdown/CHANGELOG.md";
        assertEquals(version, found(changes, "^## ([0-9.]+) - "));
        assertEquals(
                found(changes, "^## [0-9.]+ - (\\d{4}-\\d\\d-\\d\\d)$"),
                found("CITATION.cff", "^date-released: \"(.+)\"$"));
    }
}
