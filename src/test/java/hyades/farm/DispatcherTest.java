package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Queue;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    /// Whoever looks for outcomes reads them while slots go on: each outcome is in one of the queues he is given, and
    /// none of these changes any more. One that was in two ended a batch before its last outcome had come.
    @Test
    void anOutcomeIsGivenOnce() throws Exception {
        Dispatcher<String> dispatcher = new Dispatcher<>(Rules.DEFAULT, 1, null, () -> {});
        Queue<Completed<String>> before = dispatcher.drain();
        dispatcher.add(new Task(0, new Item("a", 1), 1, -1, false));
        Chunk chunk = dispatcher.poll(0);
        dispatcher.tried(chunk, chunk.next(), new Outcome.Done<>(0, 1, 1, "done"));
        assertEquals(0, before.size());
        assertEquals(1, dispatcher.drain().size());
        assertEquals(0, dispatcher.drain().size());
    }
}
