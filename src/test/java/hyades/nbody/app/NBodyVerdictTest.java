package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.nbody.KnownValue;
import hyades.process.JobFailure;
import hyades.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NBodyVerdictTest {
    private static final KnownValue RIGHT = new KnownValue("period", 6.25, 6.5, 0.25);
    private static final KnownValue WRONG = new KnownValue("energy", -1.5, -1, 1e-3);

    @TempDir
    Path folder;

    @Test
    void aWrongValueFailsTheWhole() throws IOException {
        RunDirectory directory = new RunDirectory(folder);
        NBodyVerdict verdict = new NBodyVerdict();
        String first = verdict.add("right", "by hand", List.of(RIGHT));
        assertTrue(first.startsWith("right: by hand\n  pass  period "), first);
        assertTrue(
                first.endsWith(" got 6.25                   expected 6.5                    tolerance 0.25\n"), first);
        verdict.check(directory);
        String second = verdict.add("kepler", "Kepler", List.of(RIGHT, WRONG));
        assertTrue(second.contains("\n  FAIL  energy "), second);
        JobFailure failure = assertThrows(JobFailure.class, () -> verdict.check(directory));
        assertEquals(1, failure.exitCode());
        assertEquals(
                "1 of 3 values not as expected, first: kepler, energy; all are in " + folder.resolve("verify.csv"),
                failure.getMessage());
        verdict.write(directory);
        assertEquals("""
            problem,quantity,got,expected,tolerance,verdict,source
            right,"period",6.25,6.5,0.25,pass,"by hand"
            kepler,"period",6.25,6.5,0.25,pass,"Kepler"
            kepler,"energy",-1.5,-1.0,0.001,FAIL,"Kepler"
            """, Files.readString(folder.resolve("verify.csv")));
        assertEquals(2, verdict.results().get("passed"));
        assertEquals(1, verdict.results().get("failed"));
    }
}
