package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real files, and small ones of every kind, filtered and then checked by astropy and scipy (`images/check.py`):
/// nothing is lost, checksums hold, no new warnings, the pixels are those that scipy has.
///
/// Skipped where the packages cannot be fetched or Python has no astropy and scipy.
@Timeout(600)
class RealFilesIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path RESOURCES = PROJECT.resolve("src/test/resources/hyades/images");
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path folder;

    /// Hubble's ACS and what drizzle made of it: HIERARCH-like instruments' headers, tables with a WCS, extensions,
    /// 16-bit masks, planes of cubes.
    @Test
    void drizzleTestData() throws Exception {
        Path data = fetch("python-drizzle-testdata");
        List<Path> inputs = Stream.of("input1", "j8bt06nyq_flt", "reference_blot_default", "reference_square_image")
                .map(name -> data.resolve(name + ".fits"))
                .toList();
        Shell.Result run = filter(inputs);
        assertEquals(0, run.code(), run::output);
        check(inputs).forEach((file, verdict) -> assertEquals("ok", verdict, file));
    }

    /// On request, with `-Dhyades.midas`: 38 MB, some of them bad in ways that only real files are.
    @Test
    void midasTestData() throws Exception {
        assumeTrue(System.getProperty("hyades.midas") != null, "on request: -Dhyades.midas");
        List<Path> inputs = files(fetch("eso-midas-testdata"));
        Shell.Result run = filter(inputs);
        assertEquals(3, run.code(), run::output);
        List<String> failures =
                run.output().lines().filter(line -> line.contains(": failed: ")).toList();
        assertTrue(failures.size() < inputs.size() * 2 / 3, run::output);
        for (String failure : failures) {
            assertTrue(failure.endsWith("no image in it"), failure);
        }
        assertEquals( // by the bytes; astropy, which writes headers anew first, finds two more
                6,
                run.output()
                        .lines()
                        .filter(line -> line.endsWith("CHECKSUM does not hold"))
                        .count());
        check(inputs).forEach((file, verdict) -> {
            switch (file) {
                case "dss_test2.fits" -> assertTrue(verdict.contains("Fixed 'SKEW' card"), verdict); // by astropy
                case "nttexample.mt" -> assertTrue(verdict.contains("_BaseHDU"), verdict); // bytes behind it
                case "image_M12c.fits" -> assertTrue(verdict.startsWith("unreadable: CONTINUE"), verdict);
                default -> assertEquals("ok", verdict, file);
            }
        });
    }

    /// Those of which astropy does not see what is missing, by a ZBLANK without a column, are left out.
    @Test
    void samplesOfEveryKind() throws Exception {
        List<Path> inputs = files(RESOURCES.resolve("fits")).stream()
                .filter(file -> file.toString().matches(".*\\.fits(\\.gz|\\.bz2)?"))
                .filter(file -> !file.endsWith("ricemissing.fits"))
                .toList();
        Shell.Result run = filter(inputs);
        assertEquals(0, run.code(), run::output);
        Map<String, String> verdicts = check(inputs);
        assertEquals(inputs.size(), verdicts.size());
        verdicts.forEach((file, verdict) -> assertEquals("ok", verdict, file));
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Path fetch(String packageName) throws Exception {
        Path data = PROJECT.resolve("target/testdata").resolve(packageName);
        Shell.Result fetched =
                Shell.run(PROJECT, RESOURCES.resolve("fetch.sh").toString(), packageName, data.toString());
        assumeTrue(fetched.code() == 0, fetched.output().strip());
        return data;
    }

    private Shell.Result filter(List<Path> inputs) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("./hyades", "images", "filter", "--window", "5", "--hdu", "all"));
        command.addAll(List.of("--no-plots", "--out", folder.toString()));
        inputs.forEach(input -> command.add(input.toString()));
        return Shell.run(PROJECT, command.toArray(String[]::new));
    }

    /// What Python says of every file that was written, by the input's name.
    private Map<String, String> check(List<Path> inputs) throws Exception {
        assumeTrue(
                Files.exists(Path.of(PYTHON))
                        && Shell.run(PROJECT, PYTHON, "-c", "import astropy, scipy")
                                        .code()
                                == 0,
                PYTHON + " has no astropy and scipy");
        List<String> command = new ArrayList<>(
                List.of(PYTHON, "-W", "ignore", RESOURCES.resolve("check.py").toString(), "5"));
        List<String> names = new ArrayList<>();
        for (Path input : inputs) {
            String name = input.getFileName().toString();
            Path output = folder.resolve(name.replaceFirst("(\\.fits?)?(\\.gz|\\.bz2)?$", "") + "_highpass.fits");
            if (Files.exists(output)) {
                names.add(name);
                command.addAll(List.of(input.toString(), output.toString()));
            }
        }
        Shell.Result result = Shell.run(PROJECT, command.toArray(String[]::new));
        List<String> lines = result.output().lines().toList();
        assertEquals(names.size(), lines.size(), result::output);
        Map<String, String> verdicts = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            verdicts.put(names.get(i), lines.get(i));
        }
        return verdicts;
    }
}
