package hyades.sweep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.sweep.ByteText;
import hyades.sweep.Ended;
import hyades.sweep.Task;
import hyades.sweep.TaskOutput;
import hyades.sweep.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it looks at standard output
class SweepOutputTest {
    private static final TaskOutput NOTHING = new TaskOutput(0, new byte[0], null);

    private static TaskResult printed(String text) {
        TaskOutput out =
                text.isEmpty() ? NOTHING : new TaskOutput(text.length(), text.getBytes(StandardCharsets.UTF_8), null);
        return new TaskResult(new Ended(0, 1, 0, 0, false), "here", out, NOTHING);
    }

    private static Task task(int seq) {
        return new Task(seq, List.of(ByteText.of("v" + seq)));
    }

    private interface Taking {
        void take(SweepOutput output) throws IOException;
    }

    /// What there is on standard output; what is recorded of a task is told in another way than what is at hand.
    private static String shown(boolean keepsOrder, Taking taking) throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            taking.take(new SweepOutput(
                    keepsOrder, true, false, SweepOutputTest::task, seq -> printed("recorded " + seq + "\n")));
        } finally {
            System.setOut(out);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    /// Of those that wait nothing is in memory but that they have ended: what they printed is had from the record.
    @Test
    void whatWaitsIsHadFromTheRecord() throws Exception {
        assertEquals("v1\tat hand\nv3\trecorded 3\nv4\tat hand\n", shown(true, output -> {
            output.take(task(3), printed("at hand\n"));
            output.take(task(2), printed(""));
            output.take(task(1), printed("at hand\n"));
            output.take(task(4), printed("at hand\n"));
            output.end();
        }));
    }

    @Test
    void whoseTurnDoesNotComeIsShownAtTheEnd() throws Exception {
        assertEquals("v3\trecorded 3\nv5\trecorded 5\n", shown(true, output -> {
            output.take(task(5), printed("at hand\n"));
            output.take(task(4), null);
            output.take(task(3), printed("at hand\n"));
            output.end();
        }));
    }

    @Test
    void withoutOrderNothingWaits() throws Exception {
        assertEquals("v3\tat hand\nv1\tat hand\n", shown(false, output -> {
            output.take(task(3), printed("at hand\n"));
            output.take(task(2), printed(""));
            output.take(task(1), printed("at hand\n"));
            output.end();
        }));
    }
}
