package hyades.vo;

import hyades.storage.FileFault;
import hyades.storage.WholeFile;
import hyades.text.Printable;
import hyades.text.TimeUnit;
import hyades.vo.WebFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request and what became of it, as a file that people can read and edit:
///
/// ```
/// POST https://example.org/tap/sync
/// QUERY: SELECT TOP 10 * FROM t
///
/// 200
/// Content-Type: text/xml
/// Latency: 0.21 s
///
/// <?xml ...
/// ```
///
/// Where there was no answer, a [Kind] stands in place of the status, and the reason in place of the body. Lines
/// before the request that begin with `#` are comments. A backslash in a form is `\\`, the end of a line in it `\n`.
///
/// @param reply null where there was none
/// @param fault null where there was an answer
/// @param latency how long it took
record ReplyFile(Request request, Reply reply, WebFault fault, Duration latency) {
    static final String ENDING = ".txt";

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    static ReplyFile of(Request request, Reply reply) {
        return new ReplyFile(request, reply, null, reply.latency());
    }

    static ReplyFile of(Request request, WebFault fault, Duration latency) {
        return new ReplyFile(request, null, fault, latency);
    }

    /// Writes the file, whole or not at all.
    void write(Path file) throws IOException {
        StringBuilder head = new StringBuilder(request.toString()).append('\n');
        request.form()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(escaped(value)).append('\n'));
        head.append('\n').append(fault == null ? reply.status() : fault.kind()).append('\n');
        if (reply != null && !reply.contentType().isEmpty()) {
            head.append("Content-Type: ").append(escaped(reply.contentType())).append('\n');
        }
        if (reply != null && !reply.uri().equals(request.uri())) {
            head.append("Address: ").append(reply.uri()).append('\n');
        }
        head.append("Latency: %.3f s\n\n".formatted(latency.toNanos() * 1e-9));
        WholeFile.write(file, out -> {
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.write(fault == null ? reply.body() : (fault.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
        });
    }

    /// @throws IOException in one line: the file, and what was expected there
    static ReplyFile read(Path file) throws IOException {
        Head head = new Head(bytes(file));
        try {
            Request request = request(head);
            String status = head.line().strip();
            Map<String, String> fields = head.fields();
            Duration latency = Duration.ofNanos(Math.round(1e9 * TimeUnit.parse(fields.getOrDefault("Latency", "0"))));
            if (status.matches("[1-9][0-9][0-9]")) {
                URI address =
                        URI.create(fields.getOrDefault("Address", request.uri().toString()));
                String type = fields.getOrDefault("Content-Type", "");
                return of(request, new Reply(Integer.parseInt(status), address, type, head.rest(), latency));
            }
            String reason = new String(head.rest(), StandardCharsets.UTF_8).strip();
            return of(request, new WebFault(kind(status), reason.isEmpty() ? status : reason), latency);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, Printable.of(e.getMessage())));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    private static Request request(Head head) {
        String first = head.line();
        while (first.startsWith("#")) {
            first = head.line();
        }
        String[] words = first.split(" ", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException(
                    "'%s': expected a request such as GET https://host/path".formatted(first));
        }
        return new Request(words[0], URI.create(words[1].strip()), new TreeMap<>(head.fields()));
    }

    private static Kind kind(String status) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(status)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "'%s': expected a status, such as 200, or one of %s".formatted(status, Arrays.toString(Kind.values())));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    /// What stands before a body, line by line.
    private static final class Head {
        private final byte[] bytes;
        private int at;

        Head(byte[] bytes) {
            this.bytes = bytes;
        }

        /// The next line, without its end, be that of Windows; empty behind the last.
        String line() {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            at = Math.min(bytes.length, end + 1);
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }

        /// Names and values up to an empty line, and past it.
        Map<String, String> fields() {
            Map<String, String> fields = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] parts = line.split(": ?", 2);
                if (parts.length < 2 || fields.put(parts[0], unescaped(parts[1])) != null) {
                    throw new IllegalArgumentException("'%s': expected NAME: VALUE, each name once".formatted(line));
                }
            }
            return fields;
        }

        byte[] rest() {
            return Arrays.copyOfRange(bytes, at, bytes.length);
        }
    }
}
