package hyades.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A shell of ours, which reads what it is to do as lines of its own language, and answers by lines. It ends where its
/// input does. Orders are for one thread at a time, and so are answers.
final class OwnShell implements AutoCloseable {
    private final Process process;
    private final OutputStream orders;
    private final BufferedReader answers;
    private final long patienceSeconds;

    /// @param patienceSeconds that it may take to end [s]
    /// @throws IOException if it cannot be started
    OwnShell(List<String> command, long patienceSeconds) throws IOException {
        process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        orders = process.getOutputStream();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
        this.patienceSeconds = patienceSeconds;
    }

    /// @param text whose characters are bytes
    void order(String text) throws GoneException {
        try {
            orders.write(text.getBytes(StandardCharsets.ISO_8859_1));
            orders.flush();
        } catch (IOException e) { // a pipe that nobody reads any more
            throw new GoneException();
        }
    }

    /// @return the next line; null where none comes any more
    String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) { // it was closed meanwhile
            return null;
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void destroy() {
        process.destroyForcibly();
    }

    /// Waits for its end, which it may bring about in its own time.
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // it is gone, with what it had not read
        }
        try {
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
