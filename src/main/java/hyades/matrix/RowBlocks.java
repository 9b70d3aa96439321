package hyades.matrix;

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

    RowPanels block(int number) {
        return made.computeIfAbsent(number, _ -> new RowPanels(source.read(plan.block(number))));
    }
}
