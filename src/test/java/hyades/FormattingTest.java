package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormattingTest {
    /// Hashes of the texts that this formatter has left as they are: to format all takes 12 s of a core, so it is
    /// done once a text and not once a run.
    private static final Path FORMATTED = Path.of("target/formatted.txt");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    /// The formatter is palantir-java-format; `mvn test -Dtest=FormattingTest -Dformat=write` lets it write.
    @Test
    void everySourceFileIsFormatted() throws Exception {
        boolean write = "write".equals(System.getProperty("format"));
        Set<String> known = Files.exists(FORMATTED) ? Set.copyOf(Files.readAllLines(FORMATTED)) : Set.of();
        Set<String> right = new TreeSet<>();
        List<Path> wrong = new ArrayList<>();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            sources = files.filter(path -> path.toString().endsWith(".java")).toList();
        }
        for (Path file : sources) {
            String source = Files.readString(file);
            String hash = hash(source);
            if (known.contains(hash)) {
                right.add(hash);
                continue;
            }
            String formatted = format(file, source);
            if (formatted.equals(source)) {
                right.add(hash);
            } else {
                wrong.add(file);
                if (write) {
                    Files.writeString(file, formatted);
                }
            }
        }
        Files.createDirectories(FORMATTED.getParent());
        Files.write(FORMATTED, right);
        assertEquals(write ? wrong : List.of(), wrong, "not formatted");
    }

    /// Of the text and of the formatter, whose version is in its jar's name.
    private static String hash(String source) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Formatter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    }

    private String format(Path file, String source) {
        try {
            return formatter.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }
}
