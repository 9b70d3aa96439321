package hyades.vo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.process.JobFailure;
import hyades.run.Members;
import hyades.run.RunDirectory;
import hyades.vo.Deadline;
import hyades.vo.Service;
import hyades.vo.ServiceChecks;
import hyades.vo.Web;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/// Services that are looked at again and again.
@Isolated // it listens to standard output
class ServicesWatchTest {
    private static final List<Service> SERVICES =
            List.of(Service.at("https://a.org/tap"), Service.at("https://b.org/tap"));

    @TempDir
    Path folder;

    private void reply(String name, String host, boolean available, String note) throws IOException {
        Files.writeString(folder.resolve(name + ".txt"), """
            GET https://%s/tap/availability

            200
            Content-Type: text/xml

            <availability><available>%s</available><note>%s</note></availability>\
            """.formatted(host, available, note));
    }

    private WebOptions replay() {
        WebOptions options = new WebOptions(10);
        CommandLine.populateCommand(options, "--replay", folder.toString());
        return options;
    }

    /// Of a service that is down in the second round, says why in the third and is back in the fourth, and of another
    /// that stays: each change is a line, and nothing else is. It ends in the fifth.
    @Test
    void changesAreToldAndNothingElse() throws Exception {
        reply("a1", "a.org", true, "fine");
        reply("a-2", "a.org", false, "fine");
        reply("a--3", "a.org", false, "moving");
        reply("a---4", "a.org", true, "fine");
        reply("b", "b.org", true, "");
        WebOptions options = replay();
        RunDirectory run = RunDirectory.create(folder.resolve("run"), false);
        ServicesRun services = new ServicesRun(options, SERVICES, run, true);
        AtomicInteger glances = new AtomicInteger();
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        Members<Object> results;
        try {
            results = services.watch(Duration.ofNanos(1), () -> glances.incrementAndGet() > 40);
        } finally {
            System.setOut(before);
        }
        String changes = said.toString(StandardCharsets.UTF_8).replaceAll("(?m)^\\S+Z  ", "");
        String warning = "    W-AVA-NSPC the namespace is '': expected http://www.ivoa.net/xml/VOSIAvailability/v1.0\n";
        assertEquals(
                "https://a.org/tap  UP -> DOWN\n    note: fine\n" + warning
                        + "https://a.org/tap  DOWN -> DOWN\n    note: moving\n" + warning
                        + "https://a.org/tap  DOWN -> UP\n    note: fine\n" + warning,
                changes);
        assertEquals(3, results.get("changes"));
        assertTrue((int) results.get("rounds") > 4);
        assertTrue(services.allAreUp());
        assertEquals(4, Files.readAllLines(run.file("changes.csv")).size());
        assertEquals(3, Files.readAllLines(run.file("services.csv")).size());
    }

    /// A round that waits for a service is left at once, and what it would have found is not told.
    @Test
    void whoHasEnoughDoesNotWaitForTheRound() throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch isLeft = new CountDownLatch(1);
        Web web = (_, _) -> {
            isAsked.countDown();
            try {
                Thread.sleep(Duration.ofDays(1));
                throw new AssertionError();
            } finally {
                isLeft.countDown();
            }
        };
        ServiceChecks checks = new ServiceChecks(web, () -> Deadline.in(Duration.ofDays(1)));
        ServicesWatch watch = new ServicesWatch(checks, SERVICES, Duration.ofDays(1), () -> isAsked.getCount() == 0);
        assertEquals(0, watch.run((_, _) -> {
            throw new AssertionError();
        }));
        isLeft.await();
    }

    @Test
    void aFolderThatCannotBeReadEndsTheWatch() {
        Web web = (_, _) -> {
            throw new IOException("disk full");
        };
        ServiceChecks checks = new ServiceChecks(web, () -> Deadline.in(Duration.ofDays(1)));
        ServicesWatch watch = new ServicesWatch(checks, SERVICES, Duration.ofDays(1), () -> false);
        assertEquals(
                "disk full",
                assertThrows(IOException.class, () -> watch.run((_, _) -> {})).getMessage());
    }

    @Test
    void whatIsStoppedBeforeItBeganSaysSo() throws Exception {
        reply("a1", "a.org", true, "fine");
        WebOptions options = replay();
        ServicesRun services =
                new ServicesRun(options, SERVICES, RunDirectory.create(folder.resolve("run"), false), true);
        JobFailure failure = assertThrows(JobFailure.class, () -> services.watch(Duration.ofSeconds(1), () -> true));
        assertEquals(75, failure.exitCode());
    }
}
