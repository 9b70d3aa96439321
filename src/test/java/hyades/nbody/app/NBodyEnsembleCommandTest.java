package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.InProcess;
import hyades.run.RunRecord;
import hyades.text.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ensembles as users type them. Oracle: what `nbody` says of each of the systems alone, to the last digit.
@Isolated // it listens to standard output and error
class NBodyEnsembleCommandTest {
    private static final String QUIET = " --no-plots --no-report ";

    @TempDir
    Path folder;

    private String hyades(int code, String line, String... more) {
        InProcess.Result result = InProcess.run(line, folder, more);
        assertEquals(code, result.code(), result::said);
        return result.said();
    }

    private String ensemble(String line) {
        return hyades(0, "-n 2 nbody ensemble" + QUIET + line);
    }

    private List<Map<String, String>> rows(String run) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        Csv.HEADED.read(folder.resolve(run).resolve("ensemble.csv"), line -> rows.add(line.byName()));
        return rows;
    }

    private void table(String... lines) throws IOException {
        Files.write(folder.resolve("table.csv"), List.of(lines));
    }

    private void assertIsAlone(Map<String, String> row, String line, String... more) throws IOException {
        hyades(0, "-n 1 nbody --overwrite --out @/alone" + QUIET + line, more);
        Map<String, Object> alone =
                RunRecord.read(folder.resolve("alone/run.json")).results();
        assertEquals("done", row.get("outcome"));
        assertEquals("", row.get("reason"));
        assertEquals(number(alone, "stepsDone"), Double.parseDouble(row.get("stepsDone")));
        assertEquals(number(alone, "length"), Double.parseDouble(row.get("finalTime")));
        for (String name : List.of("largestRelativeEnergyError", "finalRelativeEnergyError", "finalVirialRatio")) {
            assertEquals(number(alone, name), Double.parseDouble(row.get(name)), name);
        }
        assertEquals(
                ((Number) ((List<?>) alone.get("finalLagrangianRadii")).get(1)).doubleValue(),
                Double.parseDouble(row.get("finalHalfMassRadius")));
    }

    private static double number(Map<String, Object> results, String name) {
        return ((Number) results.get(name)).doubleValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--initial plummer --bodies 9 --steps 57",
                "--bodies 5 --steps 30 --softening 0 --scheme yoshida4",
                "--bodies 5 --steps 30 --units astro --scheme yoshida6 --diagnostics-every 7",
                "--bodies 4 --dimensions 3 --steps 30 --scheme hermite4",
                "--bodies 3 --time 900 --scheme ias15",
                "--bodies 6 --steps 20 --field point:mass=100",
            })
    void eachSeedIsARunOfItsOwn(String system) throws IOException {
        ensemble("--systems 5 --seed 11 --out @/run " + system);
        List<Map<String, String>> rows = rows("run");
        assertEquals(5, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(Integer.toString(i + 1), rows.get(i).get("system"));
            assertEquals(Integer.toString(11 + i), rows.get(i).get("seed"));
            assertIsAlone(rows.get(i), "--seed %d %s".formatted(11 + i, system));
        }
    }

    /// Of any sizes and schemes beside each other, in the order of the lines.
    @Test
    void eachLineIsARunOfItsOwn() throws IOException {
        table(
                "# what is tried",
                "initial,softening,scheme,dt,steps",
                "figure-eight,0,yoshida4,1e-3,40",
                "kepler,0.001,leapfrog,1 h,25",
                "",
                "lagrange,0.01 m,LEAPFROG,3e1,33");
        ensemble("--parameters @/table.csv --mass 7 --out @/run");
        List<Map<String, String>> rows = rows("run");
        assertEquals(3, rows.size());
        String shared = "--mass 7 ";
        assertIsAlone(
                rows.get(0), shared + "--initial figure-eight --softening 0 --scheme yoshida4 --dt 1e-3 --steps 40");
        assertIsAlone(rows.get(1), shared + "--initial kepler --softening 0.001 --steps 25 --dt", "1 h");
        assertIsAlone(rows.get(2), shared + "--initial lagrange --steps 33 --dt 3e1 --softening", "0.01 m");
        assertEquals("0.01 m", rows.get(2).get("softening"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-n 1", "-n 3", "-n 1 --threads 2", "-n 2 --threads 3"})
    void theBytesAreThoseOfOneRank(String ranks) throws IOException {
        String line = " nbody ensemble --systems 23 --initial plummer --bodies 4 --steps 20" + QUIET;
        hyades(0, "-n 1" + line + "--kernel scalar --out @/one");
        hyades(0, ranks + line + "--out @/run");
        assertEquals(-1, Files.mismatch(folder.resolve("one/ensemble.csv"), folder.resolve("run/ensemble.csv")));
    }

    /// Two bodies whose pull is below the rounding of their speeds meet in the second step, or the fourth; with a
    /// step of 1e160 s the squares of the speeds are beyond what doubles hold. The others are there all the same,
    /// beside these on one rank and apart on three.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void thoseThatFailAreListed(int ranks) throws IOException {
        Files.writeString(folder.resolve("meet.csv"), "mass,x,y,vx,vy\n1e-20,2,0,-1,0\n1e-20,-2,0,1,0\n");
        table(
                "initial,dt,G",
                folder.resolve("meet.csv") + ",1,1",
                "figure-eight,1e-3,1",
                folder.resolve("meet.csv") + ",0.5,1",
                "figure-eight,1e160,1",
                folder.resolve("meet.csv") + ",0.3,1");
        String said = hyades(
                3,
                "-n " + ranks + " nbody ensemble --parameters @/table.csv --softening 0 --steps 20 --out @/run"
                        + QUIET);
        List<Map<String, String>> rows = rows("run");
        assertEquals(
                List.of("failed", "done", "failed", "failed", "done"),
                rows.stream().map(row -> row.get("outcome")).toList());
        String reason = "body 0 and body 1 are at one place in step %d, where without --softening no force between them"
                + " is defined";
        assertEquals("1", rows.get(0).get("stepsDone"));
        assertEquals("1.0", rows.get(0).get("finalTime"));
        assertEquals(reason.formatted(2), rows.get(0).get("reason"));
        assertEquals("", rows.get(0).get("finalVirialRatio"));
        assertEquals("3", rows.get(2).get("stepsDone"));
        assertEquals(reason.formatted(4), rows.get(2).get("reason"));
        assertEquals(
                "the total energy is not finite at step 10: it ran away",
                rows.get(3).get("reason"));
        assertIsAlone(rows.get(1), "--initial figure-eight --dt 1e-3 --G 1 --softening 0 --steps 20");
        assertIsAlone(rows.get(4), "--initial @/meet.csv --dt 0.3 --G 1 --softening 0 --steps 20");
        assertTrue(said.contains("5 systems: 2 done, 3 failed"), said);
        assertTrue(said.contains("system 4 (initial figure-eight, dt 1e160, G 1): the total energy"), said);
        Map<String, Object> results =
                RunRecord.read(folder.resolve("run/run.json")).results();
        assertEquals(3, number(results, "failed"));
        assertEquals(0, number(results, "left"));
    }

    /// What is lost of the journal is computed again, what is there is not: it is told of as of an earlier run.
    @ParameterizedTest
    @CsvSource({"0, 20", "1, 12|16"})
    void goesOn(int lost, String earlier) throws IOException {
        ensemble("--systems 20 --bodies 4 --steps 20 --softening 0.2 --out @/run");
        Path table = folder.resolve("run/ensemble.csv");
        byte[] whole = Files.readAllBytes(table);
        Path record = folder.resolve("run/run.json"); // of a run that was asked to stop, and its lines
        Files.writeString(record, Files.readString(record).replace("\"left\": 0", "\"left\": 17"));
        Files.write(table, Files.readAllLines(table).subList(0, 4));
        Path journal = folder.resolve("run/journal.bin");
        byte[] bytes = Files.readAllBytes(journal);
        if (lost > 0) {
            Files.write(journal, Arrays.copyOf(bytes, bytes.length - 40)); // in the middle of the last outcome
        }
        String said = hyades(0, "-n 3 nbody ensemble --softening 0.2 --resume @/run" + QUIET);
        assertTrue(said.contains("20 systems: 20 done, 0 failed"), said);
        assertTrue(
                Pattern.compile("\\((" + earlier + ") of them earlier\\)")
                        .matcher(said)
                        .find(),
                said);
        assertEquals(new String(whole), Files.readString(table));
        hyades(2, "-n 1 nbody ensemble --softening 0.3 --resume @/run");
    }

    /// Somebody has changed what systems start from: half of them would be others.
    @Test
    void doesNotGoOnFromAnotherFile() throws IOException {
        Path start = folder.resolve("start.csv");
        Files.writeString(start, "mass,x,y,vx,vy\n1,0,0,0,0\n1,1,0,0,0\n");
        table("softening", "0.1", "0.2");
        ensemble("--parameters @/table.csv --initial @/start.csv --steps 10 --out @/run");
        String record = Files.readString(folder.resolve("run/run.json"));
        String before = hyades(0, "-n 1 nbody ensemble --resume @/run" + QUIET);
        assertTrue(before.contains("2 systems were done before"), before);
        assertEquals(record, Files.readString(folder.resolve("run/run.json")));
        Files.writeString(start, "mass,x,y,vx,vy\n1,0,0,0,0\n1,2,0,0,0\n");
        String said = hyades(2, "-n 1 nbody ensemble --resume @/run" + QUIET);
        assertTrue(said.contains("start.csv, from which systems start, is not as it was"), said);
    }
}
