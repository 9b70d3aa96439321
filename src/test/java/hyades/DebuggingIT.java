package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ranks that wait for a debugger, and the JDK's own at them.
@Timeout(600)
class DebuggingIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final int LIMIT_SECONDS = 300;

    private static final Pattern ATTACH = Pattern.compile("(.*) for a debugger: jdb -attach 127[.]0[.]0[.]1:(\\d+),.*");

    private final List<Process> started = new ArrayList<>();
    private BufferedReader output;

    @AfterEach
    void end() {
        started.forEach(DebuggingIT::end);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        started.add(process);
        // Reading from it ends by then, whatever happens.
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(() -> end(process));
        return process;
    }

    private Process hyades(String line) throws IOException {
        Process job = start(
                Stream.concat(Stream.of("./hyades"), Stream.of(line.split(" "))).toArray(String[]::new));
        output = job.inputReader(StandardCharsets.UTF_8);
        return job;
    }

    private Matcher announcement() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher attach = ATTACH.matcher(line);
            if (attach.matches()) {
                return attach;
            }
        }
        throw new AssertionError("nobody waits");
    }

    /// Attaches as soon as somebody listens there, and goes on from every breakpoint, in the command's `run`.
    ///
    /// @return what the debugger said
    private String debug(String port) throws Exception {
        Path jdb = Path.of(System.getProperty("java.home"), "bin/jdb");
        assumeTrue(Files.isExecutable(jdb), "no jdb in this JDK");
        awaitListener(Integer.parseInt(port));
        Process debugger = start(jdb.toString(), "-attach", "127.0.0.1:" + port);
        OutputStream in = debugger.getOutputStream();
        StringBuilder said = new StringBuilder();
        int answered = 0; // up to where
        for (int c = debugger.getInputStream().read();
                c >= 0;
                c = debugger.getInputStream().read()) {
            said.append((char) c);
            boolean isAsked = c == ' ' && said.toString().endsWith("] ");
            if (isAsked && answered == 0) { // before that nothing is suspended for it
                answered = said.length();
                in.write("stop in hyades.cli.HelloCommand.run\ncont\n".getBytes());
                in.flush();
            } else if (isAsked && said.indexOf("Breakpoint hit", answered) >= 0) {
                answered = said.length();
                in.write("cont\n".getBytes()); // each rank of the process comes by
                in.flush();
            }
        }
        assertTrue(debugger.waitFor(300, TimeUnit.SECONDS));
        return said.toString();
    }

    /// Sockets that listen on a port, as Linux tells of them: addresses in hexadecimal, and the port.
    private static List<String> listeners(int port) throws IOException {
        List<String> found = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > 3 && fields[3].equals("0A"))
                        .map(fields -> fields[1])
                        .filter(address -> address.endsWith(String.format(Locale.ROOT, ":%04X", port)))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static void awaitListener(int port) throws Exception {
        while (listeners(port).isEmpty()) {
            Thread.sleep(50);
        }
        assertEquals(List.of(String.format(Locale.ROOT, "0100007F:%04X", port)), listeners(port), "127.0.0.1 alone");
    }

    private String rest(Process job) throws Exception {
        String lines = output.lines().collect(Collectors.joining("\n"));
        assertEquals(0, job.waitFor(), lines);
        return lines;
    }

    /// What the processes of a job have computed up to now [ticks of 10 ms].
    private static long ticks(Process job) throws IOException {
        long sum = 0;
        for (ProcessHandle process : job.descendants().toList()) {
            byte[] stat = Shell.bytes(Path.of("/proc", Long.toString(process.pid()), "stat"));
            if (stat.length > 0) { // it may have ended meanwhile
                String text = new String(stat, StandardCharsets.UTF_8);
                String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return sum;
    }

    /// Rank 1 of three waits by itself, the others asleep: once they have started, all of the job compute for less
    /// than half a second of two.
    @Test
    void aRankOfItsOwnProcessWaits() throws Exception {
        Process job = hyades("-n 3 --on processes --debug-rank 1 hello");
        Matcher attach = announcement();
        assertEquals("hyades: rank 1 waits", attach.group(1));
        awaitListener(Integer.parseInt(attach.group(2)));
        Thread.sleep(3000); // most machines have started the others by then
        long before;
        long after = ticks(job);
        do { // whoever would compute while it waits goes on until the job is ended
            Thread.sleep(2000);
            before = after;
            after = ticks(job);
            assertTrue(job.isAlive(), "computed for %d0 ms of the last 2 s".formatted(after - before));
        } while (after - before >= 50);
        String said = debug(attach.group(2));
        assertTrue(said.contains("\"thread=rank 1\", hyades.cli.HelloCommand.run()"), said);
        assertTrue(rest(job).contains("rank 2 of 3"));
    }

    @Test
    void ranksOfOneProcessWaitTogether() throws Exception {
        Process job = hyades("-n 2 --debug-rank 0 hello");
        Matcher attach = announcement();
        assertEquals("hyades: all ranks wait", attach.group(1));
        String said = debug(attach.group(2));
        assertTrue(said.contains("hyades.cli.HelloCommand.run"), said);
        assertTrue(said.matches("(?s).*\"thread=rank [01]\".*"), said);
        assertTrue(rest(job).contains("rank 1 of 2"));
    }
}
