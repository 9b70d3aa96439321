package hyades;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Chromium without a window, driven over the DevTools protocol on the loopback interface.
final class Browser implements AutoCloseable {
    private static final int SECONDS = 120;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> loaded = new CompletableFuture<>();
    private String session;
    private int last;

    /// Chromium, if it is installed.
    static Optional<Path> find() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts it, with one empty page.
    Browser(Path chromium) throws Exception {
        profile = Files.createTempDirectory("hyades-browser");
        process = new ProcessBuilder(
                        chromium.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(address()), new Listener())
                    .get(SECONDS, TimeUnit.SECONDS);
            JsonObject target = call("Target.createTarget", "{\"url\":\"about:blank\"}");
            session = call(
                            "Target.attachToTarget",
                            "{\"targetId\":%s,\"flatten\":true}".formatted(target.get("targetId")))
                    .get("sessionId")
                    .getAsString();
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                call(domain + ".enable", "{}");
            }
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// Where it listens, as it says itself; what else it says is read and forgotten.
    private String address() throws Exception {
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String start = "DevTools listening on ";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(start)) {
                        address.complete(line.substring(start.length()));
                    }
                }
                address.completeExceptionally(new IOException("Chromium ended at once"));
            } catch (IOException e) {
                address.completeExceptionally(e);
            }
        });
        return address.get(SECONDS, TimeUnit.SECONDS);
    }

    /// Opens a page in a window of a width, and waits for it.
    ///
    /// @param scheme `light` or `dark`: what the user prefers
    void open(URI page, int width, String scheme) throws Exception {
        complaints.clear();
        requests.clear();
        call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":%d,\"height\":900,\"deviceScaleFactor\":1,\"mobile\":%b}".formatted(width, width < 600));
        prefer("prefers-color-scheme", scheme);
        loaded = new CompletableFuture<>();
        call("Page.navigate", "{\"url\":\"%s\"}".formatted(page));
        loaded.get(SECONDS, TimeUnit.SECONDS);
        // what is drawn when its size is known is drawn with the second frame
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /// Takes the network away.
    void goOffline() throws Exception {
        call(
                "Network.emulateNetworkConditions",
                "{\"offline\":true,\"latency\":0,\"downloadThroughput\":0,\"uploadThroughput\":0}");
    }

    /// Sets what the user prefers.
    void prefer(String feature, String value) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"%s\",\"value\":\"%s\"}]}".formatted(feature, value));
    }

    /// What an expression of the page's program gives, waited for if it is a promise.
    JsonElement evaluate(String expression) throws Exception {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        parameters.addProperty("returnByValue", true);
        parameters.addProperty("awaitPromise", true);
        JsonObject answer = call("Runtime.evaluate", parameters.toString());
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.getAsJsonObject("result").get("value");
    }

    /// A whole number that an expression gives.
    int number(String expression) throws Exception {
        return evaluate(expression).getAsInt();
    }

    /// Whether an expression holds.
    boolean isTrue(String expression) throws Exception {
        return evaluate(expression).getAsBoolean();
    }

    /// All text of the first element of a selector.
    String text(String selector) throws Exception {
        return evaluate("document.querySelector('%s').textContent".formatted(selector))
                .getAsString();
    }

    /// Moves the pointer onto the middle of an element.
    void hover(String selector) throws Exception {
        JsonObject place = middle(selector);
        call("Input.dispatchMouseEvent", mouse("mouseMoved", place));
    }

    /// Clicks on the middle of an element.
    void click(String selector) throws Exception {
        JsonObject place = middle(selector);
        call("Input.dispatchMouseEvent", mouse("mousePressed", place));
        call("Input.dispatchMouseEvent", mouse("mouseReleased", place));
    }

    private JsonObject middle(String selector) throws Exception {
        return evaluate("""
            (() => { const e = document.querySelector(%s); e.scrollIntoView({block: 'center'});
            const b = e.getBoundingClientRect(); return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()\
            """.formatted(new com.google.gson.JsonPrimitive(selector)))
                .getAsJsonObject();
    }

    private static String mouse(String type, JsonObject place) {
        return "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"%s\",\"clickCount\":1}"
                .formatted(type, place.get("x"), place.get("y"), type.equals("mouseMoved") ? "none" : "left");
    }

    /// Presses a key that writes nothing: `ArrowRight`, `Tab`.
    void press(String key) throws Exception {
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "ArrowRight" -> 39;
            case "ArrowLeft" -> 37;
            default -> throw new IllegalArgumentException(key);
        };
        String text = key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    "{\"type\":\"%s\",\"key\":\"%s\",\"code\":\"%s\",\"windowsVirtualKeyCode\":%d%s}"
                            .formatted(type, key, key, code, type.equals("keyDown") ? text : ""));
        }
    }

    /// Writes into what has the focus.
    void type(String text) throws Exception {
        call("Input.insertText", "{\"text\":\"%s\"}".formatted(text));
    }

    /// Writes a picture of the whole page, however long.
    void screenshot(Path file) throws Exception {
        JsonObject size = call("Page.getLayoutMetrics", "{}").getAsJsonObject("cssContentSize");
        JsonObject answer = call(
                "Page.captureScreenshot",
                "{\"captureBeyondViewport\":true,\"clip\":{\"x\":0,\"y\":0,\"width\":%s,\"height\":%s,\"scale\":1}}"
                        .formatted(size.get("width"), size.get("height")));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(answer.get("data").getAsString()));
    }

    /// Shows the page as it would be printed, or on a screen again.
    void print(boolean isPrinted) throws Exception {
        call("Emulation.setEmulatedMedia", "{\"media\":\"%s\"}".formatted(isPrinted ? "print" : ""));
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /// What the console has complained of since the page was opened: errors, warnings, breaches of its policy.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// What the page has asked for since it was opened, itself included, embedded data left out.
    List<String> requests() {
        return requests.stream().filter(url -> !url.startsWith("data:")).toList();
    }

    private JsonObject call(String method, String parameters)
            throws InterruptedException, ExecutionException, TimeoutException {
        int id = ++last;
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String to = session == null ? "" : ",\"sessionId\":\"%s\"".formatted(session);
        socket.sendText("{\"id\":%d,\"method\":\"%s\",\"params\":%s%s}".formatted(id, method, parameters, to), true)
                .get(SECONDS, TimeUnit.SECONDS);
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    private void received(JsonObject message) {
        if (message.has("id")) {
            CompletableFuture<JsonObject> answer =
                    answers.remove(message.get("id").getAsInt());
            if (message.has("error")) {
                answer.completeExceptionally(
                        new IOException(message.get("error").toString()));
            } else {
                answer.complete(message.getAsJsonObject("result"));
            }
            return;
        }
        JsonObject parameters = message.getAsJsonObject("params");
        switch (message.get("method").getAsString()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
            case "Network.requestWillBeSent" ->
                requests.add(parameters.getAsJsonObject("request").get("url").getAsString());
            default -> {} // nothing that is waited for
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            message.append(data);
            if (isLast) {
                received(JsonParser.parseString(message.toString()).getAsJsonObject());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
