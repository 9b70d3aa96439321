package hyades.sweep.app;

import hyades.process.Screen;
import hyades.sweep.ByteText;
import hyades.sweep.Task;
import hyades.sweep.TaskOutput;
import hyades.sweep.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Prints what tasks have printed, of each all at once.
final class SweepOutput {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final boolean keepsOrder;
    private final boolean tags;
    private final boolean isBelowBar;

    private record Ended(Task task, TaskResult result) {}

    /// Those whose turn has not come, by their numbers; nobody's result of one that has printed nothing.
    private final Map<Integer, Ended> waiting = new TreeMap<>();

    private int next = 1;

    /// @param hasBar whether a bar is redrawn meanwhile
    SweepOutput(boolean keepsOrder, boolean tags, boolean hasBar) {
        this.keepsOrder = keepsOrder;
        this.tags = tags;
        isBelowBar = hasBar && Screen.width().isPresent();
    }

    /// Takes what a task has printed.
    ///
    /// @param result null of one that could not be run
    void take(Task task, TaskResult result) throws IOException {
        if (!keepsOrder) {
            show(new Ended(task, result));
            return;
        }
        waiting.put(task.seq(), new Ended(task, result));
        for (Ended ended = waiting.remove(next); ended != null; ended = waiting.remove(next)) {
            show(ended);
            next++;
        }
    }

    /// Shows those whose turn does not come, since the sweep ends.
    void end() throws IOException {
        for (Ended ended : waiting.values()) {
            show(ended);
        }
        waiting.clear();
    }

    private void show(Ended ended) throws IOException {
        if (ended.result == null
                || ended.result.out().length() + ended.result.err().length() == 0) {
            return;
        }
        if (isBelowBar) {
            System.err.print(ERASE_LINE);
            System.err.flush();
        }
        show(ended.task, ended.result.out(), System.out);
        show(ended.task, ended.result.err(), System.err);
    }

    private void show(Task task, TaskOutput output, PrintStream to) throws IOException {
        if (output.length() == 0) {
            return;
        }
        try {
            print(task, output, to);
        } catch (NoSuchFileException e) {
            System.err.printf(
                    "rank 0: warning: %s: is gone: what task %d has printed is not printed here%n",
                    output.file(), task.seq());
        }
        to.flush();
    }

    private void print(Task task, TaskOutput output, PrintStream to) throws IOException {
        if (tags) {
            String values = task.values().stream().map(value -> value.latin()).collect(Collectors.joining(" "));
            Tagged tagged = new Tagged(to, new ByteText(values + "\t").bytes());
            output.show(tagged);
            tagged.endLine();
        } else {
            output.show(to);
        }
    }

    /// Begins each line with some bytes, and ends the last one.
    static final class Tagged extends FilterOutputStream {
        private final byte[] tag;
        private boolean isWithin;

        Tagged(OutputStream to, byte[] tag) {
            super(to);
            this.tag = tag;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(length + tag.length);
            for (int i = start; i < start + length; i++) {
                if (!isWithin) {
                    lines.writeBytes(tag);
                }
                lines.write(bytes[i]);
                isWithin = bytes[i] != '\n';
            }
            lines.writeTo(out);
        }

        void endLine() throws IOException {
            if (isWithin) {
                out.write('\n');
                isWithin = false;
            }
        }
    }
}
