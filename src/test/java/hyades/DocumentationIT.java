package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents tell people to type works, and what they link to is there.
@Execution(ExecutionMode.CONCURRENT)
class DocumentationIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /// Words of a job file that have it compute for minutes, and what is enough to see that it works.
    private record Less(String file, String words, String fewer) {}

    private static final List<Less> LESS = List.of(
            new Less("scaling.args", "--repeats 5", "--repeats 1"),
            new Less("scaling.args", "--steps 3000", "--steps 300"),
            new Less("image-activity.args", "--count 25", "--count 5"),
            new Less("image-activity.args", "--size 1000x1000", "--size 300x300"),
            new Less("blast.args", "--cells 64", "--cells 16"),
            new Less("lithium-8.args", "--runs 10000", "--runs 1000"),
            new Less("solar-system.args", "--steps 8000", "--steps 800"),
            new Less("matrix.args", "--rows 5000", "--rows 1000"),
            new Less("cold-collapse.args", "--steps 4000", "--steps 400"));

    private static final int WIDTH = 30;
    private static final int HEIGHT = 20;

    /// The README's commands, from a copy of the jar's surroundings so that results land elsewhere.
    static List<String> examples() throws Exception {
        List<String> commands = new ArrayList<>();
        commands.addAll(block("run command"));
        commands.addAll(block("examples"));
        assertTrue(commands.size() > 5);
        return commands;
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(600)
    void theReadmesCommandsWork(String command, @TempDir Path folder) throws Exception {
        for (String name : List.of("hyades", "mpj", "target", "src", "pom.xml")) {
            Files.createSymbolicLink(folder.resolve(name), PROJECT.resolve(name));
        }
        Path jobs = Files.createDirectory(folder.resolve("jobs"));
        for (Path file : Shell.files(PROJECT.resolve("jobs"))) {
            Path there = jobs.resolve(file.getFileName());
            if (Files.isDirectory(file)) {
                Files.createSymbolicLink(there, file);
            } else {
                Files.copy(file, there, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        for (Less less : LESS) {
            Path file = jobs.resolve(less.file);
            String text = Files.readString(file);
            assertTrue(text.contains(less.words + "\n"), less::toString);
            Files.writeString(file, text.replace(less.words + "\n", less.fewer + "\n"));
        }
        Shell.Result result = Shell.run(folder, "sh", "-c", command);
        assertEquals(0, result.code(), result::output);
        assertFalse(result.output().contains("WARN"), result::output);
    }

    /// The README's Java of the modules in use, unpacked elsewhere: it runs what the JDK runs, to the same bytes.
    @Test
    @Timeout(600)
    void theReadmesJavaIsEnough(@TempDir Path folder) throws Exception {
        Path tools = Path.of(System.getProperty("java.home"), "bin");
        assumeTrue(Files.exists(tools.resolve("jlink")), "no jlink in this JDK");
        Path here = Files.createDirectory(folder.resolve("here"));
        Path there = Files.createDirectory(folder.resolve("there"));
        Shell.checkout(PROJECT, here);
        List<String> commands = block("jre");
        for (String command : commands.subList(0, 2)) {
            succeed(here, Map.of(), "sh", "-c", command);
        }
        succeed(there, Map.of(), "tar", "xzf", here.resolve("hyades.tgz").toString());
        Path java = there.resolve("target/jre");
        try (Stream<Path> files = Files.walk(java)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertTrue(bytes < 80_000_000, bytes + " bytes");
        }
        succeed(there, Map.of(), "sh", "-c", commands.get(2));
        assertEquals(
                java.resolve("bin/java").toString(),
                Files.readAllLines(there.resolve("target/run/java")).getLast());
        String job = "./hyades -n 2 --on %s nbody --bodies 40 --steps 30 --out %s";
        succeed(here, Map.of(), job.formatted("multicore", "run").split(" "));
        for (String mode : List.of("multicore", "processes")) {
            succeed(
                    there,
                    Map.of("JAVA_HOME", java.toString()),
                    job.formatted(mode, mode).split(" "));
            for (String file : List.of("final.csv", "diagnostics.csv", "frames.csv", "energy.png")) {
                assertEquals(
                        -1,
                        Files.mismatch(
                                here.resolve("run").resolve(file),
                                there.resolve(mode).resolve(file)),
                        file);
            }
        }
    }

    /// What is needed by name, and the agent of `--debug-rank`.
    @Test
    @Timeout(600)
    void theReadmesJavaHasTheModulesInUse() throws Exception {
        Path jdeps = Path.of(System.getProperty("java.home"), "bin", "jdeps");
        assumeTrue(Files.exists(jdeps), "no jdeps in this JDK");
        Matcher asked =
                Pattern.compile("--add-modules (\\S+)").matcher(block("jre").getFirst());
        assertTrue(asked.find());
        Set<String> expected = new TreeSet<>(List.of("jdk.jdwp.agent"));
        String needed = succeed(
                PROJECT,
                Map.of(),
                (jdeps + " --ignore-missing-deps --multi-release 25 --print-module-deps target/hyades.jar"
                                + " mpj/home/lib/mpj.jar mpj/home/lib/log4j-1.2.jar")
                        .split(" "));
        expected.addAll(List.of(needed.strip().split(",")));
        assertEquals(expected, new TreeSet<>(List.of(asked.group(1).split(","))));
    }

    private static String succeed(Path folder, Map<String, String> environment, String... command) throws Exception {
        Shell.Result result = Shell.run(folder, environment, command);
        assertEquals(0, result.code(), result::output);
        return result.output();
    }

    /// The README's night, of frames without noise: their sky, times the mean sensitivity by which the flat is divided.
    /// Some ten roundings of 1.1e-16 of numbers up to 30 times a pixel: 1e-13 of it.
    @Test
    @Timeout(600)
    void theReadmesNightBecomesItsSky(@TempDir Path folder) throws Exception {
        int pixels = WIDTH * HEIGHT;
        double[] sky = IntStream.range(0, pixels).mapToDouble(i -> 1000 + i).toArray();
        double[] sensitivity = IntStream.range(0, pixels)
                .mapToDouble(i -> 1 + 0.3 * Math.sin(i))
                .toArray();
        double mean = Arrays.stream(sensitivity).average().orElseThrow();
        for (int n = 0; n < 3; n++) {
            double level = 20_000 + 4000 * n;
            expose(folder, "bias", n, 0, _ -> 0);
            expose(folder, "dark", n, 600, _ -> 0);
            expose(folder, "flat", n, 5, i -> sensitivity[i] * level);
            expose(folder, "sky", n, 120, i -> sensitivity[i] * sky[i]);
        }
        for (String name : List.of("hyades", "mpj", "target", "src", "pom.xml")) {
            Files.createSymbolicLink(folder.resolve(name), PROJECT.resolve(name));
        }
        for (String command : block("night")) {
            Shell.Result result = Shell.run(folder, "sh", "-c", command);
            assertEquals(0, result.code(), result::output);
        }
        double[] found = FitsFiles.images(folder.resolve("night/combined.fits"))
                .getFirst()
                .pixels();
        for (int i = 0; i < pixels; i++) {
            assertEquals(sky[i] * mean, found[i], 1e-13 * found[i]);
        }
    }

    /// A raw frame: with bias and dark current.
    private static void expose(Path folder, String kind, int number, double time, IntToDoubleFunction light)
            throws IOException {
        Path file = Files.createDirectories(folder.resolve(kind)).resolve(kind + number + ".fits");
        double[] pixels = IntStream.range(0, WIDTH * HEIGHT)
                .mapToDouble(i -> 300 + i % 7 + 0.01 * (i % 5) * time + light.applyAsDouble(i))
                .toArray();
        Cards header = new Cards();
        header.putFirst(List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                  -64",
                "NAXIS   =                    2",
                "NAXIS1  = %20d".formatted(WIDTH),
                "NAXIS2  = %20d".formatted(HEIGHT),
                "EXPTIME = %20.1f".formatted(time)));
        try (FitsOutput out = new FitsOutput(file)) {
            out.begin(header);
            out.pixels(pixels, -64);
            out.end();
            out.commit();
        }
    }

    @Test
    void everyJobFileIsNamedInADocument() throws Exception {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        try (Stream<Path> jobs = Files.list(PROJECT.resolve("jobs"))) {
            for (Path job : jobs.toList()) {
                String name = (job.toString().endsWith(".args") ? "@jobs/" : "jobs/") + job.getFileName();
                assertTrue(readme.contains(name), job::toString);
            }
        }
    }

    @Test
    void linksLeadSomewhere() throws Exception {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "mpj/README.md")) {
            documents.add(PROJECT.resolve(name));
        }
        for (String folder : List.of("src/site/markdown", "src/site/markdown/decisions", "results/benchmarks")) {
            try (Stream<Path> files = Files.list(PROJECT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        for (Path document : documents) {
            Matcher link = Pattern.compile("]\\(([^)#]+)\\)").matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.startsWith("http")) {
                    assertTrue(Files.exists(document.resolveSibling(target)), document + ": " + target);
                }
            }
        }
    }

    /// Both ways: every package that the picture names is there, and every one that is there is named.
    @Test
    void thePictureNamesThePackagesThereAre() throws Exception {
        Set<String> named = new TreeSet<>();
        Path picture = PROJECT.resolve("src/site/markdown/architecture.md");
        for (String row : Files.readAllLines(picture).stream()
                .filter(line -> line.startsWith("| `"))
                .toList()) {
            Matcher name = Pattern.compile("`([a-z.]+)`").matcher(row.split(" \\| ")[0]);
            while (name.find()) {
                named.add(name.group(1));
            }
        }
        Path sources = PROJECT.resolve("src/main/java/hyades");
        try (Stream<Path> files = Files.walk(sources)) {
            Set<String> there = files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(there, named);
        }
    }

    /// A decision that the picture does not lead to is not read.
    @Test
    void thePictureLeadsToEveryDecision() throws Exception {
        String picture = Files.readString(PROJECT.resolve("src/site/markdown/architecture.md"));
        try (Stream<Path> decisions = Files.list(PROJECT.resolve("src/site/markdown/decisions"))) {
            for (Path decision : decisions.toList()) {
                assertTrue(picture.contains("(decisions/" + decision.getFileName() + ")"), decision::toString);
                String text = Files.readString(decision);
                for (String heading : List.of("## Context", "## Choice", "## Rejected")) {
                    assertTrue(text.contains("\n" + heading + "\n"), () -> decision + ": no " + heading);
                }
            }
        }
    }

    private static List<String> block(String name) throws Exception {
        Matcher block = Pattern.compile("<!-- " + name + " -->\\n```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PROJECT.resolve("README.md")));
        assertTrue(block.find(), name);
        return block.group(1)
                .lines()
                .map(line -> line.replaceFirst(" +#.*", ""))
                .toList();
    }
}
