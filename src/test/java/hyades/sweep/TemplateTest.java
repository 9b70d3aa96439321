package hyades.sweep;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @TempDir
    private Path folder;

    static Stream<String> values() {
        return NastyValues.all().stream();
    }

    /// In each place that a command may have a replacement string in, the shell hands the value on as it
    /// is, byte for byte, and runs none of it: the oracle is printf(1) behind a real shell, and a file
    /// that a value would make.
    @ParameterizedTest
    @MethodSource("values")
    void noValueBreaksOut(String latin) throws Exception {
        List<String> places = List.of(
                "printf '%s|' {}",
                "printf '%s|' \"{}\"",
                "printf '%s|' '{}'",
                "printf '%s' \"$(printf '%s|' {})\"",
                "printf '%s|' \"$(printf '%s' \"{}\")\"; :",
                "x=`printf '%s|' {}`; printf '%s' \"$x\"",
                "x={}; printf '%s|' \"$x\"",
                "# no harm in {}\nprintf '%s|' {}",
                "f() { printf '%s|' {}; }; f 1 2",
                "printf '%s|' ${x:-{}}",
                "sh -c 'printf \"%s|\" \"$1\"' sh {}");
        Task task = new Task(1, List.of(new ByteText(latin)));
        List<String> printed = run(places.stream()
                .map(place -> Template.of(ByteText.of(place), List.of("1")).script(task, 1))
                .toList());
        for (int i = 0; i < places.size(); i++) {
            boolean isCut = places.get(i).contains("$(") && !places.get(i).contains("$(printf '%s|'");
            String expected = isCut ? latin.replaceFirst("\n+$", "") : latin;
            assertEquals(expected + "|", printed.get(i), places.get(i));
        }
        assertEquals(0, Files.list(folder).count());
    }

    /// What is shown can be typed: a shell that reads it prints the same.
    @ParameterizedTest
    @MethodSource("values")
    void whatIsShownIsWhatIsRun(String latin) throws Exception {
        Task task = new Task(7, List.of(new ByteText(latin)));
        List<ByteText> scripts = new ArrayList<>();
        for (String place : List.of("printf '%s|' {}", "printf '%s|' \"{}\" '{}' a{}b", "printf '%s|' {#}{}")) {
            Template template = Template.of(ByteText.of(place), List.of("1"));
            scripts.add(template.script(task, 1));
            scripts.add(template.shown(task, 1));
        }
        List<String> printed = run(scripts);
        for (int i = 0; i < printed.size(); i += 2) {
            assertEquals(printed.get(i), printed.get(i + 1));
        }
    }

    /// Each script in a shell of its own, forked by one; what each prints.
    private List<String> run(List<ByteText> scripts) throws IOException, InterruptedException {
        Path file = Files.createTempFile("script", ".sh");
        try {
            String all = scripts.stream()
                    .map(script -> "(" + script.latin() + "\n); printf '\\000'\n")
                    .collect(joining());
            Files.write(file, new ByteText(all).bytes());
            Process process = new ProcessBuilder("sh", file.toString())
                    .directory(folder.toFile())
                    .start();
            byte[] printed = process.getInputStream().readAllBytes();
            assertEquals("", new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, process.waitFor());
            return List.of(ByteText.of(printed).latin().split("\0"));
        } finally {
            Files.delete(file);
        }
    }

    /// The values of GNU Parallel's manual and of its behaviour (20221122).
    @ParameterizedTest
    @CsvSource({
        "a.b/c.d.e, a.b/c.d, c.d.e, a.b, c.d",
        ".bashrc, '', .bashrc, ., ''",
        "/a, /a, a, /, a",
        "/a/b/, /a/b/, '', /a, ''",
        "a//, a//, '', ., ''",
        "a//b.c, a//b, b.c, a, b",
        "/, /, '', /, ''",
        "'', '', '', ., ''"
    })
    void formsAreGnuParallels(String value, String stem, String name, String parent, String nameStem) {
        String[] found = Stream.of(Form.STEM, Form.NAME, Form.FOLDER, Form.NAME_STEM)
                .map(form -> form.of(value))
                .toArray(String[]::new);
        assertEquals(List.of(stem, name, parent, nameStem), List.of(found));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "echo; echo a.txt 1",
                "echo {2} {1.}; echo 1 a",
                "echo {-1} {1}; echo 1 a.txt",
                "echo {#} {%}; echo 5 3",
                "echo ${HOME} {1}; echo ${HOME} a.txt",
                "awk {print} {1}; awk {print} a.txt",
                "x {{1}}; x {a.txt}",
                "x \\{} {1}; x \\{} a.txt",
                "x '{1}'.{2}; x 'a.txt'.1",
                "echo $((2 * {2})); echo $((2 * 1))"
            })
    void replacementStringsAreReplaced(String command, String shown) {
        Template template = Template.of(ByteText.of(command), List.of("1", "2"));
        Task task = new Task(5, List.of(ByteText.of("a.txt"), ByteText.of("1")));
        assertEquals(shown, template.shown(task, 3).toString());
    }

    @Test
    void columnsHaveNames() {
        Template template = Template.of(ByteText.of("cmd --a {a} --b {b.} {b/.}"), List.of("a", "b"));
        Task task = new Task(1, List.of(ByteText.of("x y"), ByteText.of("p/q.r")));
        assertEquals("cmd --a 'x y' --b p/q q", template.shown(task, 1).toString());
        IllegalArgumentException unknown = assertThrows(
                IllegalArgumentException.class, () -> Template.of(ByteText.of("cmd {c}"), List.of("a", "b")));
        assertEquals("'{c}': no such column, expected one of a, b", unknown.getMessage());
    }

    /// Where a value would be read as a program it is refused before anything runs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh -c 'ls {}'",
                "bash -lc \"ls {}\"",
                "ssh host \"ls {}\"",
                "eval \"ls {}\"",
                "nice /usr/bin/python3.11 -c \"print('{}')\"",
                "awk '/{}/ {print}' file",
                "echo $'{}'",
                "cat <<EOF\n{}\nEOF",
                "echo {3}",
                "echo {0}",
                "echo {= s/a/b/ =}"
            })
    void whatCannotBeSafeIsRefused(String command) {
        assertThrows(IllegalArgumentException.class, () -> Template.of(ByteText.of(command), List.of("1", "2")));
    }

    /// Bash runs what stands in an index within what it reckons with.
    @Test
    void onlyNumbersAreReckonedWith() {
        Template template = Template.of(ByteText.of("echo $(({} + 1))"), List.of("1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> template.script(new Task(1, List.of(ByteText.of("a[$(touch x)]"))), 1));
        assertTrue(template.script(new Task(1, List.of(ByteText.of("41"))), 1)
                .latin()
                .endsWith("${hyades_0} + 1))"));
    }

    @Test
    void commandsOfTheirOwnStayAsTheyAre() {
        Template template = Template.ofCommands(1);
        assertEquals(
                "echo \"$x\" | wc",
                template.script(new Task(1, List.of(ByteText.of("echo \"$x\" | wc"))), 1)
                        .toString());
    }

    /// All pairs, the last input fastest; linked inputs go together, as far as both go.
    @Test
    void inputsMeetAsWithGnuParallel() {
        Inputs.Table letters = new Inputs.Table(List.of(texts("a", "b", "c"))).linked(texts("x", "y"));
        Inputs inputs = Inputs.of(List.of(letters, new Inputs.Table(List.of(texts("1", "2")))));
        List<String> rows = IntStream.rangeClosed(1, inputs.size())
                .mapToObj(seq -> String.join(
                        " ",
                        inputs.task(seq).values().stream()
                                .map(ByteText::toString)
                                .toList()))
                .toList();
        assertEquals(List.of("a x 1", "a x 2", "b y 1", "b y 2"), rows);
    }

    private static List<ByteText> texts(String... values) {
        return Stream.of(values).map(ByteText::of).toList();
    }
}
