package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who starts Hyades starts it with arguments of its own; the table has what each leaves to the user.
class StarterTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "nbody --steps 3                          | -  | User     | nbody --steps 3",
                "-n 2 hello                               | -  | User     | -n 2 hello",
                "-n 2 hello                               | 17 | User     | -n 2 hello",
                "images view smpdev                       | -  | User     | images view smpdev",
                "0 conf other hello                       | -  | User     | 0 conf other hello",
                "--slurm-rank nbody                       | -  | Srun     | nbody",
                "0 conf niodev hello                      | 17 | Launcher | hello",
                "2 4 smpdev hello --trace                 | -  | Mpjrun   | hello --trace",
                "1 conf niodev hello                      | -  | Mpjrun   | hello",
                "1 conf hybdev a b c d e hello            | -  | Mpjrun   | hello",
                "1 conf hybdev a b                        | -  | User     | 1 conf hybdev a b"
            })
    void aStarterIsKnownByWhatItStartsWith(String arguments, String launcher, String kind, String left) {
        Starter starter = starter(arguments, launcher);
        assertEquals(kind, starter.getClass().getSimpleName());
        assertEquals(Arrays.asList(left.split(" ")), starter.arguments());
    }

    /// As `run.json` names it, and whether the ranks need lifelines: under our launcher and in one process they do not.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--slurm-rank hello, , slurm, true",
        "0 conf niodev hello, 17, processes, false",
        "0 conf niodev hello, , mpjrun, true",
        "0 conf hybdev a b c d e hello, , mpjrun, true",
        "0 2 smpdev hello, , mpjrun, false"
    })
    void ranksKnowHowTheyWereLaunchedAndWhoWatches(String arguments, String launcher, String launch, boolean alone) {
        Starter.OfRank rank = assertInstanceOf(Starter.OfRank.class, starter(arguments, launcher));
        assertEquals(launch, rank.launch());
        assertEquals(alone, rank.leavesRanksAlone());
    }

    @Test
    void withoutArgumentsItIsTheUser() {
        assertEquals(new Starter.User(List.of()), Starter.of(List.of(), Map.of()));
    }

    private static Starter starter(String arguments, String launcher) {
        return Starter.of(
                List.of(arguments.split(" +")),
                launcher == null ? Map.of() : Map.of(Starter.LAUNCHER_PROPERTY, launcher));
    }
}
