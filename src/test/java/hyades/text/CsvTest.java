package hyades.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 4180, and what people and other programs make of it.
class CsvTest {
    @TempDir
    private Path folder;

    private static List<String> lines(Csv csv, String text) throws IOException {
        List<String> lines = new ArrayList<>();
        csv.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                line -> lines.add((line.isComment() ? "# " : "") + line.number() + line.fields()));
        return lines;
    }

    /// Lines count as an editor counts them: a field in quotes may have several, and empty ones are there too.
    @Test
    void fieldsAreReadWithTheLinesInWhichTheyBegin() throws Exception {
        assertEquals(
                List.of("1[a, b, c]", "3[x\ny, \", ]", "5[1,  \"2\", 3]"),
                lines(Csv.EVEN, "\uFEFFa,b,c\n\r\n\"x\ny\",\"\"\"\",\n1, \"2\",3"));
    }

    @Test
    void blanksCommentsAndSeparatorsAreAsAsked() throws Exception {
        Csv csv = Csv.ANY.trimmed().dividedBy(';');
        String text = "# a;b\n1; \"2\" ;3,5\n4\n";
        assertEquals(List.of("1[# a, b]", "2[1, 2, 3,5]", "3[4]"), lines(csv, text));
        assertEquals(List.of("2[1, 2, 3,5]", "3[4]"), lines(csv.with(Csv.Comments.LEFT_OUT), text));
        assertEquals(List.of("# 1[ a;b]", "2[1, 2, 3,5]", "3[4]"), lines(csv.with(Csv.Comments.TOLD), text));
    }

    @Test
    void fieldsHaveNames() throws Exception {
        List<String> found = new ArrayList<>();
        Path file = Files.writeString(folder.resolve("a.csv"), "\uFEFFx,y\n1,2\n");
        Csv.HEADED.read(file, line -> found.add(line.names() + line.field("y") + line.find("z") + line.byName()));
        assertEquals(List.of("[x, y]2Optional.empty{x=1, y=2}"), found);
    }

    /// The record, and what is wrong there: whoever reads files has both for the user.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b;1,2,3 | Record 2 has 3 fields, but first record had 2 fields",
                "a,b;1     | Record 2 has 1 fields, but first record had 2 fields"
            })
    void linesOfOtherLengthsAreNone(String text, String message) {
        NotCsvException none = assertThrows(
                NotCsvException.class, () -> lines(Csv.EVEN, text.strip().replace(';', '\n')));
        assertEquals(message, none.getMessage());
        assertEquals(message, none.reason());
    }

    /// A million fields in a line are for who has asked for them.
    @Test
    void longLinesNeedRoom() throws Exception {
        String line =
                String.join(",", IntStream.range(0, 100_000).mapToObj(i -> "1").toList());
        assertThrows(NotCsvException.class, () -> lines(Csv.ANY, line));
        int[] size = new int[1];
        Csv.ANY.withRoom(100_000, 1 << 25).read(line, each -> size[0] = each.size());
        assertEquals(100_000, size[0]);
    }

    /// A fault of whoever takes lines is his own.
    @Test
    void aFaultOfTheReaderIsPassedOn() {
        IOException mine = new IOException("mine");
        assertEquals(
                mine,
                assertThrows(
                        IOException.class,
                        () -> Csv.ANY.read("a", _ -> {
                            throw mine;
                        })));
    }

    @Test
    void whatIsWrittenReadsBack() throws Exception {
        StringWriter text = new StringWriter();
        Csv.write(text, List.of(new String[] {"a b", "c,d", "\"", null}, new String[] {"1", "2", "3\n4", "#"}));
        assertEquals("a b,\"c,d\",\"\"\"\",\n1,2,\"3\n4\",#\n", text.toString());
        assertEquals(List.of("1[a b, c,d, \", ]", "2[1, 2, 3\n4, #]"), lines(Csv.EVEN, text.toString()));
    }
}
