package hyades.farm;

import java.util.List;

/// Tasks that one slot is to do, one after the other. As long as it has not begun them they may be taken back, from
/// other threads.
final class Chunk {
    private final int number;
    private final List<Task> tasks;
    private int next;
    private int end;

    /// @param number tells it from others of the farm
    Chunk(int number, List<Task> tasks) {
        this.number = number;
        this.tasks = tasks;
        end = tasks.size();
    }

    int number() {
        return number;
    }

    List<Task> tasks() {
        return tasks;
    }

    /// @return the next task, which is begun now; null if none is left
    synchronized Task next() {
        return next < end ? tasks.get(next++) : null;
    }

    /// Takes back what is not begun.
    synchronized List<Task> giveBack() {
        List<Task> back = List.copyOf(tasks.subList(next, end));
        end = next;
        return back;
    }

    /// Takes back the last so many, which somebody else has not begun.
    synchronized List<Task> giveBack(int count) {
        List<Task> back = List.copyOf(tasks.subList(end - count, end));
        end -= count;
        return back;
    }

    /// Whoever has it has done what was not taken back.
    synchronized void beginAll() {
        next = end;
    }

    /// How many tasks are begun.
    synchronized int begun() {
        return next;
    }
}
