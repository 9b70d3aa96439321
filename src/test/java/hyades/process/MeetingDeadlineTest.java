package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.Main;
import hyades.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// MPJ Express itself waits for ever.
@Timeout(120)
class MeetingDeadlineTest {
    /// Of three ranks two have not started: as where it was killed, or a stranger holds the line.
    @Test
    void aRankThatMeetsNobodySaysSoAndEnds() throws Exception {
        try (Rendezvous rendezvous = new Rendezvous(3)) {
            rendezvous.start();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-D%s=2".formatted(Ranks.MEETING_PROPERTY),
                    "-D%s=%d"
                            .formatted(
                                    Starter.LAUNCHER_PROPERTY,
                                    ProcessHandle.current().pid()),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "0"));
            command.addAll(rendezvous.rankArguments(3));
            command.add("hello");
            Shell.Result result = Shell.run(Path.of("").toAbsolutePath(), command.toArray(String[]::new));
            assertEquals(1, result.code(), result::output);
            assertEquals(
                    "rank 0: the ranks have not met within 2 s: these have not come: 1, 2"
                            + " (-Dhyades.meetingSeconds=... in HYADES_JAVA_OPTIONS waits longer)",
                    result.output().lines().reduce("", (_, last) -> last));
        }
    }
}
