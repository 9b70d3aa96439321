package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What users' machines do to the commands: full disks, other languages, no language at all.
@Timeout(600)
@Order(1) // takes long, one method after the other
class FaultsIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path FRAME = PROJECT.resolve("src/test/resources/hyades/images/fits/f32.fits");

    @TempDir
    Path folder;

    /// A command line of the shell in the test's folder. It begins with `hyades`, `mpjrun` or `java`; `{}` is a frame.
    private Shell.Result shell(String command, Map<String, String> environment) throws Exception {
        String line = command.replace("{}", FRAME.toString())
                .replaceFirst("^(\\{ )?hyades ", "$1" + PROJECT.resolve("hyades") + " ")
                .replaceFirst("^mpjrun ", PROJECT.resolve("mpj/mpjrun") + " ")
                .replaceFirst("^java ", "\"\\$(" + PROJECT.resolve("mpj/find-java") + ")\" ")
                .replace("JAR", PROJECT.resolve("target/hyades.jar").toString());
        return Shell.run(folder, environment, "sh", "-c", line);
    }

    /// `/dev/full` takes nothing, as a disk without room; the width of the terminal is none, which disturbs nobody.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hyades hello >/dev/full",
                "hyades --help >/dev/full",
                "hyades --version >/dev/full",
                "hyades -n 2 --on processes hello >/dev/full",
                "hyades -n 2 images brightest {} >/dev/full",
                "hyades -n 1 nbody --bodies 10 --steps 1 --no-plots --no-report >/dev/full",
                "hyades -n 1 decay --particles 10 --runs 2 --no-plots >/dev/full",
                "hyades -n 2 nbody --bodies 10 --steps 1 --no-plots --monitor >/dev/full",
                "mpjrun -np 2 -jar JAR hello >/dev/full",
            })
    void lostOutputIsAFailureAndOneLine(String command) throws Exception {
        Shell.Result result = shell(command, Map.of("HYADES_COLUMNS", "abc"));
        assertEquals(1, result.code(), result::output);
        List<String> complaints = result.output()
                .lines()
                .filter(line -> line.contains("cannot write to standard output"))
                .toList();
        assertEquals(1, complaints.size(), result::output);
    }

    /// Whose folder is taken away ends at once: what it would go on to compute could not be written.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "diagnostics.csv, -n 2 nbody --bodies 500 --steps 1000000000",
        "runs.csv, -n 2 --on processes decay --particles 1000000 --runs 100000000",
        "fake_400x400_3_highpass.fits, -n 2 images filter sky --window 50",
        "measurements.csv, 'scaling --ranks 1,2 --repeats 1000 --out out -- nbody --bodies 100 --steps 100'",
    })
    void aRunWhoseFolderIsGoneEndsInOneLine(String file, String command) throws Exception {
        if (command.contains("sky")) {
            Shell.Result made = shell(
                    "hyades -n 2 images generate --count 100 --size 400x400 --no-plots --no-report --out sky",
                    Map.of());
            assertEquals(0, made.code(), made::output);
        }
        String whole = command.contains("--out") ? command : command + " --out out";
        Shell.Result result = shell(
                "{ hyades -q " + whole + " & } ; job=$!; n=0; until [ -e out/" + file
                        + " ] || [ $((n+=1)) = 3000 ]; do sleep 0.1; done; sleep 1; mv out gone; wait $job",
                Map.of());
        assertEquals(1, result.code(), result::output);
        assertTrue(result.output().contains(": is gone, the run cannot leave its results there"), result::output);
    }

    /// Of the commands that print, by threads, processes and none; `true` reads nothing at all.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hyades completion bash",
                "hyades -n 2 --on processes hello",
                "hyades -n 2 images brightest {}",
            })
    void aReaderThatHasEnoughIsNoFailure(String command) throws Exception {
        Shell.Result result = shell("{ " + command + "; echo $? >&2; } | true", Map.of());
        assertEquals("0\n", result.output());
    }

    /// Whichever thread of the job runs out first: the rank's, a worker's, or one that only watches.
    @ParameterizedTest(name = "-Xmx{0}m")
    @ValueSource(ints = {5, 6, 8})
    void tooLittleMemoryIsNoStackTrace(int megabytes) throws Exception {
        Shell.Result result = shell(
                "hyades -n 2 nbody --bodies 1000 --steps 3 --out out",
                Map.of("HYADES_JAVA_OPTIONS", "-Xmx%dm".formatted(megabytes)));
        assertEquals(
                List.of(),
                result.output().lines().filter(line -> line.startsWith("\t")).toList());
        assertFalse(result.output().contains("damaged"), result::output);
        if (result.code() != 0) {
            assertEquals(1, result.code(), result::output);
            assertTrue(result.output().contains("out of memory"), result::output);
        }
    }

    private Map<String, byte[]> data(String language, String command) throws Exception {
        String options = language.isEmpty()
                ? ""
                : "-Duser.language=%s -Duser.country=%s".formatted((Object[]) language.split("_"));
        Path out = folder.resolve("out" + language);
        Shell.Result result = shell(command + " --out " + out, Map.of("HYADES_JAVA_OPTIONS", options));
        assertEquals(0, result.code(), result::output);
        assertTrue(result.output().chars().noneMatch(c -> Character.isDigit(c) && c > '9'), result::output);
        Map<String, byte[]> data = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(
                            each -> each.toString().matches(".*(final|diagnostics|frames|mean|runs|extrap).*|.*fits"))
                    .toList()) {
                data.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        String record = Files.readString(out.resolve("run.json"));
        assertTrue(record.chars().noneMatch(c -> Character.isDigit(c) && c > '9'), record);
        return data;
    }

    /// Persian, Arabic and Bengali have digits of their own, Turkish another small `I`: the same bytes as in none.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "fa_IR, hyades -n 1 images generate --count 1 --size 20x10 --no-plots",
        "fa_IR, hyades -n 2 --on processes decay --particles 100 --runs 5 --no-plots",
        "ar_EG, hyades -n 1 nbody --bodies 10 --steps 20",
        "bn_BD, hyades -n 1 decay --isotope 222Rn --chain --particles 100 --runs 5 --keep-runs",
        "tr_TR, hyades -n 1 nbody --scheme yoshida4 --initial kepler --steps 20 --no-plots",
        "tr_TR, hyades -n 1 images filter {} --window 3 --boundary MIRROR --no-plots",
    })
    void everyLanguageGivesTheSameBytes(String language, String command) throws Exception {
        Map<String, byte[]> expected = data("", command);
        Map<String, byte[]> found = data(language, command);
        assertTrue(!expected.isEmpty());
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, bytes) -> assertEquals(-1, java.util.Arrays.mismatch(bytes, found.get(name)), name));
    }

    /// The ranks' reports of their exit codes are lines with numbers, which Persian has digits of its own for.
    @Test
    void mpjrunsExitCodeIsTrueInEveryLanguage() throws Exception {
        String options = "-Duser.language=fa -Duser.country=IR";
        Shell.Result done = shell("mpjrun -np 2 %s -jar JAR hello".formatted(options), Map.of());
        assertEquals(0, done.code(), done::output);
        Shell.Result wrong = shell("mpjrun -np 2 %s -jar JAR nbody --steps -1".formatted(options), Map.of());
        assertEquals(2, wrong.code(), wrong::output);
    }

    /// In the C locale Java knows ASCII only; files and folders have names all the same.
    @Test
    void namesNeedNoLocale() throws Exception {
        Path frames = Files.createDirectories(folder.resolve("größe"));
        Files.copy(FRAME, frames.resolve("größe.fits"));
        Map<String, String> none = Map.of("LC_ALL", "C");
        Shell.Result brightest = shell("hyades -n 1 images brightest größe/größe.fits größe", none);
        assertEquals(0, brightest.code(), brightest::output);
        assertTrue(brightest.output().contains("größe/größe.fits"), brightest::output);
        for (String ranks : List.of("-n 2", "-n 2 --on processes")) {
            String filter = " images filter größe --window 3 --no-plots --overwrite --out große";
            Shell.Result done = shell("hyades " + ranks + filter, none);
            assertEquals(0, done.code(), done::output);
            assertTrue(Files.deleteIfExists(folder.resolve("große/größe_highpass.fits")));
        }
        Shell.Result bare = shell("java -Djava.awt.headless=true -jar JAR images brightest größe", none);
        assertEquals(2, bare.code(), bare::output);
        assertTrue(bare.output().contains("expected a locale such as LC_ALL=C.UTF-8"), bare::output);
    }

    /// A name whose bytes are no text in the locale's encoding is one bad item, given by its folder, by a pattern or by
    /// the shell, where two of them are one text; also where Java knows ASCII only, since nobody has set it up.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "hyades -n 2 images filter sky --window 3 --no-plots --out out, C, UTF-8, 2",
        "hyades -n 2 --on processes images filter sky --window 3 --no-plots --out out, C, UTF-8, 2",
        "hyades -n 1 images filter sky/* --window 3 --no-plots --out out --skip-existing, C.UTF-8, UTF-8, 1",
        "hyades -n 2 images brightest sky, C, UTF-8, 2",
        "hyades -n 2 images brightest \"sky/*\", POSIX, UTF-8, 2",
        "hyades -n 1 images brightest sky/*, C, UTF-8, 1",
        "mpjrun -np 2 -jar JAR images brightest sky, C, UTF-8, 2",
        "java -Djava.awt.headless=true -jar JAR -n 2 images brightest sky, C, ANSI_X3.4-1968, 2",
        "java -Djava.awt.headless=true -jar JAR images filter sky --window 3 --no-plots --out out, C, ANSI_X3.4-1968,"
                + " 2",
    })
    void aNameThatIsNoTextIsOneBadFile(String command, String locale, String encoding, long files) throws Exception {
        String make =
                "mkdir sky; for f in a.fits \"$(printf 'gr\\366\\337e.fits')\" \"$(printf 'gr\\344\\337e.fits')\"; do"
                        + " cp "
                        + FRAME + " \"sky/$f\"; done";
        assertEquals(0, shell(make, Map.of("LC_ALL", "C")).code());
        Shell.Result run = shell(command, Map.of("LC_ALL", locale));
        assertEquals(3, run.code(), run::output);
        assertEquals(
                files,
                run.output()
                        .lines()
                        .filter(line -> line.matches("rank \\d: sky/gr.*e.fits: failed: its name is no text in "
                                + encoding + ": expected .*"))
                        .count(),
                run::output);
        if (command.contains("filter")) {
            assertTrue(Files.exists(folder.resolve("out/a_highpass.fits")), run::output);
            assertTrue(Files.readString(folder.resolve("out/summary.csv")).contains("failed: its name is no text in"));
        } else {
            assertTrue(run.output().contains("\"sky/a.fits\",0,0,"), run::output);
        }
    }

    /// In Latin-1 every byte is a letter: names in it, and others, are found by their bytes.
    @Test
    void latinLettersAreNamesInTheirLocale() throws Exception {
        Shell.Result made = shell("localedef -i en_US -f ISO-8859-1 \"$PWD/en_US.ISO-8859-1\"", Map.of());
        assumeTrue(Files.exists(folder.resolve("en_US.ISO-8859-1")), made::output);
        Map<String, String> latin = Map.of("LOCPATH", folder.toString(), "LC_ALL", "en_US.ISO-8859-1");
        String make = "mkdir sky; cp %s sky/größe.fits; cp %s \"$(printf 'sky/gr\\366\\337e.fits')\"";
        assertEquals(0, shell(make.formatted(FRAME, FRAME), Map.of()).code());
        Shell.Result run = shell("hyades -n 2 images filter sky --window 3 --no-plots --out out", latin);
        assertEquals(0, run.code(), run::output);
        Shell.Result there =
                shell("cd out && ls größe_highpass.fits \"$(printf 'gr\\366\\337e_highpass.fits')\"", Map.of());
        assertEquals(0, there.code(), there::output);
    }

    @Test
    void aCheckoutMayHaveAnyName() throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("größe"));
        for (String name : List.of("hyades", "mpj", "src", "pom.xml")) {
            Files.createSymbolicLink(checkout.resolve(name), PROJECT.resolve(name));
        }
        Files.delete(checkout.resolve("hyades"));
        Files.copy(
                PROJECT.resolve("hyades"),
                checkout.resolve("hyades"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectory(checkout.resolve("target"));
        Files.copy(PROJECT.resolve("target/hyades.jar"), checkout.resolve("target/hyades.jar"));
        Shell.Result result = Shell.run(folder, Map.of("LC_ALL", "C"), "größe/hyades", "-n", "2", "hello");
        assertEquals(0, result.code(), result::output);
        assertEquals(
                2,
                result.output().lines().filter(line -> line.startsWith("rank ")).count(),
                result::output);
    }
}
