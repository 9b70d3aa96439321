package hyades.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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

    /// Of two suspects at hand when their process ends nobody would know which it was; others go on meanwhile.
    @Test
    void suspectsAreDoneOneAfterTheOther() {
        Dispatcher<String> dispatcher = new Dispatcher<>(Rules.DEFAULT, 2, null, () -> {});
        for (int i = 0; i < 5; i++) {
            dispatcher.add(new Task(i, new Item("a", 1), 1, -1, i % 2 == 0));
        }
        Chunk first = dispatcher.poll(0);
        assertEquals(0, first.next().index());
        assertEquals(1, dispatcher.poll(1).next().index());
        assertEquals(3, dispatcher.poll(1).next().index());
        assertNull(dispatcher.poll(1));
        dispatcher.tried(first, first.tasks().getFirst(), new Outcome.Done<>(0, 1, 1, "done"));
        Chunk second = dispatcher.poll(1);
        assertEquals(2, second.tasks().getFirst().index());
        assertNull(dispatcher.poll(0));
        dispatcher.restore(second.giveBack());
        assertEquals(2, dispatcher.poll(0).next().index());
    }
}
