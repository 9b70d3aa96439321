package hyades.matrix;

import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The blocks of rows of a matrix as a process has them: each is made by the first of its ranks that
/// needs it, and kept.
final class RowBlocks {
    private final Plan plan;
    private final RowSource source;
    private final Map<Integer, RowPanels> made = new ConcurrentHashMap<>();

    RowBlocks(Plan plan) {
        this.plan = plan;
        source = plan.open();
    }

    /// @param timeline of the rank that asks, which is told if it makes the block
    RowPanels block(int number, Timeline timeline) {
        return made.computeIfAbsent(number, _ -> {
            long start = System.nanoTime();
            RowPanels panels = new RowPanels(source.read(plan.block(number)));
            timeline.ended(Activity.COMPUTE, "rows", start);
            return panels;
        });
    }
}
