package hyades.vo.app;

import hyades.process.JobFailure;
import hyades.run.Typed;
import hyades.run.Version;
import hyades.vo.Deadline;
import hyades.vo.HttpSettings;
import hyades.vo.HttpWeb;
import hyades.vo.Recording;
import hyades.vo.Replay;
import hyades.vo.Web;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// How services are asked, or where their answers come from instead: the same options for every command that asks one.
final class WebOptions {
    private static final Pattern PROXY =
            Pattern.compile("(?:http://)?(\\[[0-9a-fA-F:.]+]|[^:/\\[\\]@]+):([0-9]{1,5})/?");

    /// A day: longer ones are slips of the keyboard.
    private static final double LONGEST = 86400;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Typed.Seconds.class,
            description =
                    "How long to wait for each service, or for all that has to be asked about one target or field,"
                            + " other tries included (default: ${DEFAULT-VALUE} s).")
    private Double timeout;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Most requests a second to one host (default: ${DEFAULT-VALUE}); SIMBAD shuts those out for"
                    + " a while who send more than some 5 to 10.")
    private double rate = 5;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description =
                    "How often to try again, within the time, where a service says that it is busy or a connection"
                            + " breaks (default: ${DEFAULT-VALUE}).")
    private int retries = 3;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = Typed.Bytes.class,
            description = "Refuse answers that are larger, decompressed (default: 64 MiB).")
    private long mostBytes = 64 << 20;

    @Option(names = "--proxy", paramLabel = "HOST:PORT", description = "Ask through a proxy (default: none).")
    private String proxy;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Write down each request and what became of it, a file of text each (default: no).")
    private Path record;

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            description = "Ask nobody, and take what becomes of each request from such files, as late as they say.")
    private Path replay;

    /// Of all that the run asks.
    private Recording recording;

    private Replay replayed;

    /// @param timeout unless the user says another [s]
    WebOptions(double timeout) {
        this.timeout = timeout;
    }

    /// Says what is wrong with them, before anything is asked.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(timeout > 0 && timeout <= LONGEST, "--timeout", timeout, "above 0 s, at most a day");
        JobFailure.require(rate > 0 && rate <= 1000, "--rate", rate, "above 0, at most 1000 a second");
        JobFailure.require(retries >= 0 && retries <= 100, "--retries", retries, "from 0 to 100");
        JobFailure.require(
                mostBytes >= 1 && mostBytes <= HttpSettings.MOST_BYTES,
                "--max-size",
                mostBytes,
                "at least 1 byte, less than 2 GiB");
        JobFailure.require(record == null || replay == null, "--record", record, "no --replay beside it");
        JobFailure.require(
                proxy == null || replay == null, "--proxy", proxy, "no --replay beside it, which asks nobody");
        JobFailure.require(
                replay == null || Files.isDirectory(replay), "--replay", replay, "a folder that --record has filled");
        JobFailure.require(
                record == null || !Files.exists(record) || Files.isDirectory(record), "--record", record, "a folder");
        proxyAddress();
    }

    private InetSocketAddress proxyAddress() {
        if (proxy == null) {
            return null;
        }
        Matcher parts = PROXY.matcher(proxy);
        boolean isOne = parts.matches() && Integer.parseInt(parts.group(2)) <= 65535;
        JobFailure.require(isOne, "--proxy", proxy, "HOST:PORT, such as proxy.example.org:3128");
        return new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /// Where to ask: by connections of its own each time, which nobody has opened before, but by one recording,
    /// in which what is asked again follows what was asked before.
    ///
    /// @param purpose as the IVOA has programs say it, such as `IVOA-test`; or what else they should know
    Web open(String purpose) throws IOException {
        if (replay != null) {
            replayed = replayed == null ? new Replay(replay) : replayed;
            return replayed;
        }
        String agent = "Hyades/%s (%s) Java/%d"
                .formatted(Version.HYADES, purpose, Runtime.version().feature());
        Web web = new HttpWeb(new HttpSettings(agent, proxyAddress(), rate, retries, mostBytes));
        if (record == null) {
            return web;
        }
        recording = recording == null ? new Recording(web, record) : recording.goingOn(web);
        return recording;
    }

    /// Of a service, from now on.
    Deadline deadline() {
        return Deadline.in(timeout());
    }

    Duration timeout() {
        return Duration.ofNanos(Math.round(timeout * 1e9));
    }
}
