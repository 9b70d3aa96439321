package hyades.images;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A program of minima and maxima over whole rows that selects one element of every window of a row.
///
/// Batcher's odd-even merge sort ([ColumnSort]): every column of the window is sorted, then the columns
/// are merged in pairs. What the selected element does not need is left out. What differs only by a shift along
/// the row is computed once: neighbouring windows share their columns and pairs of columns.
final class SelectionNetwork {
    /// Columns computed at a time: the rows a program needs then stay in the processor's nearest cache.
    static final int CHUNK = 256;

    /// `target[i] = min or max of (first[i + firstShift], second[i + secondShift])`, numbers of buffers, for
    /// `CHUNK + reach` values of i. The first buffers are the rows of the window.
    private record Step(
            boolean isMaximum, int first, int firstShift, int second, int secondShift, int target, int reach) {}

    /// What a wire carries: a node's values from `shift` on.
    private record Value(int node, int shift) {}

    private record Node(boolean isMaximum, Value first, Value second) {}

    private final int height;
    private final int width;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> known = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final long[][] buffers;
    private int result;
    private int resultShift;

    SelectionNetwork(MedianWindow window) {
        height = window.height();
        width = window.width();
        for (int row = 0; row < height; row++) {
            nodes.add(null);
        }
        int rows = ColumnSort.powerOfTwo(height);
        Value[] wires = new Value[rows * ColumnSort.powerOfTwo(width)]; // null is a value above all others
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                wires[x * rows + y] = new Value(y, x);
            }
        }
        int rank = MedianWindow.rank(height * width, window.percentile());
        ColumnSort.forEachComparison(wires.length, (i, j) -> compare(wires, i, j));
        buffers = allocate(wires[rank]);
    }

    private void compare(Value[] wires, int i, int j) {
        Value a = wires[i];
        Value b = wires[j];
        if (a == null || b == null) {
            wires[i] = a == null ? b : a;
            wires[j] = null;
            return;
        }
        wires[i] = value(false, a, b);
        wires[j] = value(true, a, b);
    }

    private Value value(boolean isMaximum, Value a, Value b) {
        int shift = Math.min(a.shift, b.shift);
        Node node = new Node(isMaximum, new Value(a.node, a.shift - shift), new Value(b.node, b.shift - shift));
        int number = known.computeIfAbsent(node, created -> {
            nodes.add(created);
            return nodes.size() - 1;
        });
        return new Value(number, shift);
    }

    /// Lays the needed nodes into as few buffers as their lives allow.
    private long[][] allocate(Value selected) {
        int[] lastUse = new int[nodes.size()];
        int[] reach = new int[nodes.size()];
        Arrays.fill(lastUse, -1);
        Arrays.fill(reach, -1);
        lastUse[selected.node] = nodes.size();
        reach[selected.node] = selected.shift;
        for (int n = nodes.size() - 1; n >= height; n--) {
            if (reach[n] >= 0) {
                for (Value use : List.of(nodes.get(n).first, nodes.get(n).second)) {
                    lastUse[use.node] = Math.max(lastUse[use.node], n);
                    reach[use.node] = Math.max(reach[use.node], reach[n] + use.shift);
                }
            }
        }
        int[] buffer = new int[nodes.size()];
        Deque<Integer> free = new ArrayDeque<>();
        int count = height;
        for (int n = 0; n < height; n++) {
            buffer[n] = n;
        }
        for (int n = height; n < nodes.size(); n++) {
            if (reach[n] < 0) {
                continue;
            }
            Node node = nodes.get(n);
            int last = n;
            buffer[n] = free.isEmpty() ? count++ : free.pop();
            steps.add(new Step(
                    node.isMaximum,
                    buffer[node.first.node],
                    node.first.shift,
                    buffer[node.second.node],
                    node.second.shift,
                    buffer[n],
                    reach[n]));
            IntStream.of(node.first.node, node.second.node)
                    .distinct()
                    .filter(used -> lastUse[used] == last && used >= height)
                    .forEach(used -> free.push(buffer[used]));
        }
        result = buffer[selected.node];
        resultShift = selected.shift;
        long[][] all = new long[count][];
        for (int b = height; b < count; b++) {
            all[b] = new long[CHUNK + width];
        }
        return all;
    }

    /// How many minima and maxima a pixel costs.
    int size() {
        return steps.size();
    }

    /// Selects the elements of `length` windows, at most [#CHUNK].
    ///
    /// @param rows    the window's rows, from its first, each with `width - 1` values more than windows
    /// @param start   the first window's first column
    /// @param results receives them from `start` on
    void select(long[][] rows, int start, int length, long[] results) {
        System.arraycopy(rows, 0, buffers, 0, height);
        for (Step step : steps) {
            long[] first = buffers[step.first];
            long[] second = buffers[step.second];
            int i = step.firstShift + (step.first < height ? start : 0);
            int j = step.secondShift + (step.second < height ? start : 0);
            long[] target = buffers[step.target];
            if (step.isMaximum) {
                maxima(first, i, second, j, target, length + step.reach);
            } else {
                minima(first, i, second, j, target, length + step.reach);
            }
        }
        System.arraycopy(buffers[result], resultShift + (result < height ? start : 0), results, start, length);
    }

    private static void minima(long[] a, int i, long[] b, int j, long[] target, int length) {
        for (int k = 0; k < length; k++) {
            target[k] = Math.min(a[i + k], b[j + k]);
        }
    }

    private static void maxima(long[] a, int i, long[] b, int j, long[] target, int length) {
        for (int k = 0; k < length; k++) {
            target[k] = Math.max(a[i + k], b[j + k]);
        }
    }
}
