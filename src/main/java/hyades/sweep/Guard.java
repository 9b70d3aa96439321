package hyades.sweep;

import hyades.text.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A process that lives as long as a rank, and a moment longer: when its input ends, whatever has ended the rank, it
/// ends what the rank's tasks have left anywhere.
final class Guard implements AutoCloseable {
    private static final long END_SECONDS = 20;

    private final Process process;
    private final OutputStream orders;
    private final BufferedReader answers;

    /// Begins to guard; [#isReady] waits until what an earlier rank has left is ended.
    ///
    /// @param mark   of the processes, a word
    /// @param worker the process whose children are the tasks
    /// @param place  for a shell: the folder that goes with the rank; empty for none
    Guard(String mark, long worker, String place) throws IOException {
        process = new ProcessBuilder("setsid", "sh")
                .redirectError(Redirect.DISCARD)
                .start();
        orders = process.getOutputStream();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
        order("mark=%s\nworker=%d\nplace=%s\n%s"
                .formatted(mark, worker, place, Resource.beside(Guard.class, "guard.sh")));
    }

    boolean isReady() throws IOException {
        return "ready".equals(answers.readLine());
    }

    /// Sends a signal to all processes of a task, wherever they have gone.
    ///
    /// @param seq the task's number
    /// @return false if there is none yet, or no more
    boolean tell(String signal, int seq) throws IOException {
        order("tell %s %d\n".formatted(signal, seq));
        return "told".equals(answers.readLine());
    }

    private void order(String text) throws IOException {
        orders.write(text.getBytes(StandardCharsets.ISO_8859_1));
        orders.flush();
    }

    /// The number of its process.
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends what is left, and the guard.
    @Override
    public void close() throws IOException {
        try {
            orders.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
