package hyades.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// Memory outside of the heap that is used again: to get a new one takes longer than to fill it. For one thread.
final class OffHeap {
    /// Beyond it what is given back is left to the garbage collector [bytes].
    private static final long MOST_KEPT = 1 << 28;

    private static final long ALIGNMENT = 64;

    /// By the logarithm of their length, to the base 2.
    private final List<Deque<MemorySegment>> free = Stream.generate(
                    () -> (Deque<MemorySegment>) new ArrayDeque<MemorySegment>())
            .limit(Long.SIZE)
            .toList();

    private long kept;

    /// @return at least so long, with any content, aligned for any value
    MemorySegment take(long bytes) {
        int power = Long.SIZE - Long.numberOfLeadingZeros(Math.max(bytes, ALIGNMENT) - 1);
        MemorySegment found = free.get(power).poll();
        if (found == null) {
            return Arena.ofAuto().allocate(1L << power, ALIGNMENT);
        }
        kept -= found.byteSize();
        return found;
    }

    /// Gives back what was taken.
    void give(MemorySegment memory) {
        if (kept + memory.byteSize() <= MOST_KEPT) {
            kept += memory.byteSize();
            free.get(Long.numberOfTrailingZeros(memory.byteSize())).push(memory);
        }
    }
}
