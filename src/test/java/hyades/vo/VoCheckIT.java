package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import hyades.Shell;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `vo check` as users run it, against servers of this process.
@Timeout(600)
class VoCheckIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private static String availability(boolean available) {
        return """
            <availability xmlns="http://www.ivoa.net/xml/VOSIAvailability/v1.0"><available>%s</available>
            </availability>\
            """.formatted(available);
    }

    private Shell.Result hyades(Map<String, String> environment, String line) throws Exception {
        List<String> words = new ArrayList<>(List.of("./hyades"));
        words.addAll(Arrays.asList(line.replace("@", folder.toString()).split(" ")));
        return Shell.run(PROJECT, environment, words.toArray(String[]::new));
    }

    private static String awaitLine(BufferedReader output, String part, StringBuilder all) throws Exception {
        String line = output.readLine();
        while (line != null && !line.contains(part)) {
            all.append(line).append('\n');
            line = output.readLine();
        }
        assertTrue(line != null, () -> "no " + part + " in: " + all);
        return line;
    }

    /// From the first table to Ctrl-C, with a service that goes down in between: the run is whole.
    @Test
    void aWatchEndsByCtrlCInGoodOrder() throws Exception {
        try (LocalServer server = new LocalServer()) {
            server.on("/tap/availability", "200 OK\nContent-Type: text/xml", availability(true));
            Process process = new ProcessBuilder(
                            "./hyades",
                            "vo",
                            "check",
                            "--watch",
                            "0.3",
                            "--out",
                            folder.resolve("run").toString(),
                            server.uri("/tap").toString())
                    .directory(PROJECT.toFile())
                    .redirectErrorStream(true)
                    .start();
            StringBuilder all = new StringBuilder();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            awaitLine(output, "1 of 1 service up", all);
            server.on("/tap/availability", "200 OK\nContent-Type: text/xml", availability(false));
            assertTrue(awaitLine(output, "->", all).endsWith("  UP -> DOWN"), all::toString);
            Shell.run(PROJECT, "kill", "-INT", Long.toString(process.pid()));
            awaitLine(output, "results in", all);
            output.lines().forEach(line -> all.append(line).append('\n'));
            assertEquals(3, process.waitFor(), all::toString);
            assertEquals(
                    2, Files.readAllLines(folder.resolve("run/changes.csv")).size());
            assertTrue(Files.readString(folder.resolve("run/services.csv")).contains(",DOWN,"));
            assertTrue(Files.readString(folder.resolve("run/run.json")).contains("\"changes\": 1"));
        }
    }

    @Test
    void whatIsNotRecordedFailsTheRun() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "GET https://a.org/tap/availability\n\n200\n");
        Shell.Result result = hyades(Map.of(), "vo check --replay @ --out @/run https://b.org/tap");
        assertEquals(1, result.code());
        assertEquals(
                "rank 0: GET https://b.org/tap/availability: is not recorded in %s\n".formatted(folder),
                result.output());
    }

    @Test
    void moreRanksAreRefusedWhoeverStartsThem() throws Exception {
        Shell.Result result = Shell.run(
                PROJECT, "mpj/mpjrun", "-np", "2", "-dev", "multicore", "-jar", "target/hyades.jar", "vo", "check");
        assertEquals(2, result.code(), result::output);
        assertTrue(result.output().contains("hyades: ranks 2: expected 1"), result::output);
    }

    /// A certificate that nobody has signed but its owner: no answer, unless the user trusts it by the JVM's own ways.
    @Test
    void certificatesAreChecked() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Shell.Result made = Shell.run(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1");
        assertEquals(0, made.code(), made::output);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", exchange -> {
            byte[] body = availability(true).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String service =
                    "https://127.0.0.1:%d/tap".formatted(server.getAddress().getPort());
            String check = "vo check --timeout 60s --no-report " + service + " --out @/";
            Shell.Result refused = hyades(Map.of(), check + "a");
            assertEquals(3, refused.code(), refused::output);
            assertTrue(refused.output().contains("UNREACHABLE"), refused::output);
            assertTrue(refused.output().contains("F-AVA-CERT GET " + service), refused::output);
            String trust =
                    "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s".formatted(keys, PASSWORD);
            Shell.Result trusted = hyades(Map.of("HYADES_JAVA_OPTIONS", trust), check + "b");
            assertEquals(0, trusted.code(), trusted::output);
        } finally {
            server.stop(0);
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
