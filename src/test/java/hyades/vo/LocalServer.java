package hyades.vo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server of this process that answers what it is told to, byte for byte, be it HTTP or not; by a connection each.
final class LocalServer implements AutoCloseable {
    /// What a path is answered with: writes whatever it likes.
    interface Answer {
        void write(OutputStream out) throws Exception;
    }

    /// What was asked.
    ///
    /// @param head all lines before the empty one
    record Asked(List<String> head, String body) {
        String line() {
            return head.getFirst();
        }

        String path() {
            return line().split(" ")[1];
        }

        String header(String name) {
            for (String line : head) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    LocalServer() throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    open.add(connection);
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    /// Answers a path from now on.
    LocalServer on(String path, Answer answer) {
        synchronized (answers) {
            answers.put(path, answer);
        }
        return this;
    }

    /// Answers a path by HTTP.
    ///
    /// @param head the status and headers, a line each
    LocalServer on(String path, String head, byte[] body) {
        return on(path, out -> out.write(http(head, body)));
    }

    LocalServer on(String path, String head, String body) {
        return on(path, head, body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] http(String head, byte[] body) {
        byte[] start = "HTTP/1.1 %s\nConnection: close\nContent-Length: %d\n\n"
                .formatted(head, body.length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(socket.getLocalPort(), path));
    }

    /// What was asked so far.
    List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            if (head.isEmpty()) {
                return;
            }
            Asked request = new Asked(head, "");
            String length = request.header("Content-Length");
            char[] body = new char[length.isEmpty() ? 0 : Integer.parseInt(length)];
            for (int at = 0; at < body.length; ) {
                at += in.read(body, at, body.length - at);
            }
            request = new Asked(head, new String(body));
            asked.add(request);
            Answer answer;
            synchronized (answers) {
                answer = answers.get(request.path());
            }
            OutputStream out = connection.getOutputStream();
            if (answer == null) {
                out.write(http("404 Not Found", new byte[0]));
            } else {
                answer.write(out);
            }
            out.flush();
        } catch (Exception e) {
            // the other end has gone, or this one is closed
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : List.copyOf(open)) {
            connection.close();
        }
    }
}
