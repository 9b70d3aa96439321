package hyades.gas;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What to compute, and when to tell of it.
///
/// @param initial the problem, or the file, that it begins with, for people
/// @param blocks along x, y and z
/// @param cfl part of the time in which signals cross a cell that a step may take, above 0, at most 1
/// @param end until when [s]
/// @param every time between two outputs [s]; 0 for one at the end
/// @param diagnosticsEvery steps between two measurements, at least 1
/// @param fields what files of the gas hold
public record GasPlan(
        String initial,
        Grid grid,
        List<Integer> blocks,
        Boundaries boundaries,
        Medium medium,
        double cfl,
        double end,
        double every,
        int diagnosticsEvery,
        Set<Quantity> fields) {
    /// An end that is a multiple of [#every] but for roundings has no output beside it.
    private static final double SAME = 1 - 1e-12;

    public GasPlan {
        blocks = List.copyOf(blocks);
        fields = Set.copyOf(fields);
    }

    /// How the grid is cut.
    public Layout layout() {
        return new Layout(grid, blocks.get(0), blocks.get(1), blocks.get(2));
    }

    /// The same in other blocks.
    public GasPlan in(List<Integer> others) {
        return new GasPlan(initial, grid, others, boundaries, medium, cfl, end, every, diagnosticsEvery, fields);
    }

    /// As few blocks as there are ranks, or somewhat more: the longest sides are halved. Fewer where the grid
    /// cannot be cut into so many: the most that there can be.
    public static List<Integer> blocksFor(Grid grid, int ranks) {
        int[] blocks = {1, 1, 1};
        while ((long) blocks[0] * blocks[1] * blocks[2] < ranks) {
            int longest = -1;
            for (int axis = Grid.AXES - 1; axis >= 0; axis--) {
                boolean isLonger =
                        longest < 0 || grid.cells(axis) / blocks[axis] > grid.cells(longest) / blocks[longest];
                longest = blocks[axis] < Layout.most(grid, axis) && isLonger ? axis : longest;
            }
            if (longest < 0) {
                break; // none can be cut
            }
            blocks[longest] = Math.min(2 * blocks[longest], Layout.most(grid, longest));
        }
        return List.of(blocks[0], blocks[1], blocks[2]);
    }

    /// Bytes of heap that the process of rank 0 needs at least: the whole gas, and of blocks with their halos
    /// the state, the next one and what pulls.
    ///
    /// @param ranks that share the blocks
    /// @param isOneProcess whether they share the heap, too
    public long heapBytes(int ranks, boolean isOneProcess) {
        Layout layout = layout();
        long cells = layout.cellsWithHalos(layout.group(0, isOneProcess ? 1 : ranks));
        int values = 2 * Row.QUANTITIES + (medium.gravity() == null ? 0 : Grid.AXES);
        return Double.BYTES * (Row.QUANTITIES * grid.cells() + values * cells);
    }

    /// The outputs before the end.
    public long outputs() {
        return outputs(end, every);
    }

    /// The outputs before the end of any plan.
    ///
    /// @param end until when [s]
    /// @param every time between two [s]; 0 for one at the end
    public static long outputs(double end, double every) {
        return every > 0 ? (long) Math.ceil(end / every * SAME) : 0;
    }

    /// When an output is due: the first at the start, the last at the end.
    double outputTime(long output) {
        boolean isBefore = every > 0 ? output < outputs() : output == 0;
        return isBefore ? output * every : end;
    }

    /// Whether there is an output at the start, too.
    boolean showsStart() {
        return every > 0;
    }

    /// Writes the plan, as ranks are sent it and checkpoints hold it.
    public void write(DataOutput out) throws IOException {
        out.writeUTF(initial);
        out.writeInt(grid.nx());
        out.writeInt(grid.ny());
        out.writeInt(grid.nz());
        out.writeDouble(grid.width());
        for (int count : blocks) {
            out.writeInt(count);
        }
        for (Boundary face : boundaries.faces()) {
            out.writeUTF(face.name());
        }
        out.writeDouble(medium.gamma());
        out.writeBoolean(medium.gravity() != null);
        if (medium.gravity() != null) {
            out.writeDouble(medium.gravity().strength());
            out.writeDouble(medium.gravity().softening());
        }
        out.writeDouble(cfl);
        out.writeDouble(end);
        out.writeDouble(every);
        out.writeInt(diagnosticsEvery);
        for (Quantity quantity : Quantity.values()) {
            out.writeBoolean(fields.contains(quantity));
        }
    }

    /// The inverse of [#write].
    public static GasPlan read(DataInput in) throws IOException {
        String initial = in.readUTF();
        Grid grid = new Grid(in.readInt(), in.readInt(), in.readInt(), in.readDouble());
        List<Integer> blocks = List.of(in.readInt(), in.readInt(), in.readInt());
        List<Boundary> faces = new ArrayList<>();
        for (int face = 0; face < 2 * Grid.AXES; face++) {
            faces.add(Boundary.valueOf(in.readUTF()));
        }
        double gamma = in.readDouble();
        Gravity gravity = in.readBoolean() ? new Gravity(in.readDouble(), in.readDouble()) : null;
        double cfl = in.readDouble();
        double end = in.readDouble();
        double every = in.readDouble();
        int diagnosticsEvery = in.readInt();
        Set<Quantity> fields = EnumSet.noneOf(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            if (in.readBoolean()) {
                fields.add(quantity);
            }
        }
        return new GasPlan(
                initial,
                grid,
                blocks,
                new Boundaries(faces),
                new Medium(gamma, gravity),
                cfl,
                end,
                every,
                diagnosticsEvery,
                fields);
    }
}
