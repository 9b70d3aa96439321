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
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Prints what tasks have printed, of each all at once.
final class SweepOutput {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final boolean keepsOrder;
    private final boolean tags;
    private final boolean isBelowBar;

    private final IntFunction<Task> tasks;
    private final Recorded recorded;

    /// The numbers of those whose turn has not come, and of those among them that have printed something: a million
    /// may wait for the first.
    private final BitSet waiting = new BitSet();
    private final BitSet speaking = new BitSet();

    private int next = 1;

    /// Knows what came of tasks that have ended.
    interface Recorded {
        /// @param seq the task's number
        TaskResult of(int seq) throws IOException;
    }

    /// @param hasBar whether a bar is redrawn meanwhile
    /// @param tasks by their numbers
    SweepOutput(boolean keepsOrder, boolean tags, boolean hasBar, IntFunction<Task> tasks, Recorded recorded) {
        this.keepsOrder = keepsOrder;
        this.tags = tags;
        this.tasks = tasks;
        this.recorded = recorded;
        isBelowBar = hasBar && Screen.width().isPresent();
    }

    /// Takes what a task has printed.
    ///
    /// @param result null of one that could not be run
    void take(Task task, TaskResult result) throws IOException {
        boolean speaks = result != null && result.out().length() + result.err().length() > 0;
        if (keepsOrder && task.seq() != next) {
            waiting.set(task.seq());
            speaking.set(task.seq(), speaks);
            return;
        }
        if (speaks) {
            show(task, result);
        }
        for (next++; waiting.get(next); next++) {
            showWaiting(next);
        }
    }

    /// Shows those whose turn does not come, since the sweep ends.
    void end() throws IOException {
        for (int seq = waiting.nextSetBit(next); seq >= 0; seq = waiting.nextSetBit(seq + 1)) {
            showWaiting(seq);
        }
    }

    private void showWaiting(int seq) throws IOException {
        waiting.clear(seq);
        if (speaking.get(seq)) {
            show(tasks.apply(seq), recorded.of(seq));
        }
    }

    private void show(Task task, TaskResult result) throws IOException {
        if (isBelowBar) {
            System.err.print(ERASE_LINE);
            System.err.flush();
        }
        show(task, result.out(), System.out);
        show(task, result.err(), System.err);
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
