package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Grid GRID = new Grid(17, 12, 9, 1);

    @Test
    void everyCellIsInOneBlock() {
        Layout layout = new Layout(GRID, 3, 2, 4);
        int[] times = new int[(int) GRID.cells()];
        for (int block = 0; block < layout.count(); block++) {
            Box box = layout.box(block);
            for (int z = box.z().start(); z < box.z().end(); z++) {
                for (int y = box.y().start(); y < box.y().end(); y++) {
                    for (int x = box.x().start(); x < box.x().end(); x++) {
                        times[(z * 12 + y) * 17 + x]++;
                    }
                }
            }
        }
        for (int count : times) {
            assertEquals(1, count);
        }
    }

    /// Eight groups of 4 x 4 x 4 blocks are cubes of eight blocks: no other division has fewer faces.
    @Test
    void groupsAreCompact() {
        Layout layout = new Layout(new Grid(16, 16, 16, 1), 4, 4, 4);
        for (int group = 0; group < 8; group++) {
            for (int axis = 0; axis < Grid.AXES; axis++) {
                int a = axis;
                List<Integer> starts = layout.group(group, 8).length() != 8
                        ? List.of()
                        : IntStream.range(8 * group, 8 * group + 8)
                                .mapToObj(block -> layout.box(block).along(a).start())
                                .distinct()
                                .toList();
                assertEquals(2, starts.size());
                assertEquals(4, Math.abs(starts.get(0) - starts.get(1)));
            }
        }
    }

    @Test
    void neighboursAreBesideEachOther() {
        Layout layout = new Layout(GRID, 3, 2, 4);
        Boundaries walls = Boundaries.all(Boundary.REFLECTING);
        Boundaries round = Boundaries.all(Boundary.PERIODIC);
        for (int block = 0; block < layout.count(); block++) {
            for (int axis = 0; axis < Grid.AXES; axis++) {
                int[] offset = new int[Grid.AXES];
                offset[axis] = 1;
                int next = layout.neighbour(block, offset, walls);
                int end = layout.box(block).along(axis).end();
                assertEquals(end == GRID.cells(axis), next == -1);
                int around = layout.neighbour(block, offset, round);
                assertEquals(
                        end % GRID.cells(axis), layout.box(around).along(axis).start());
                offset[axis] = -1;
                assertEquals(block, layout.neighbour(around, offset, round));
            }
        }
    }

    @Test
    void blocksThatAreTooThinAreRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Layout(GRID, 1, 7, 1));
        assertTrue(refused.getMessage().contains("7 blocks along y for 12 cells: expected 1 to 6"));
        assertThrows(IllegalArgumentException.class, () -> new Layout(new Grid(9, 1, 1, 1), 1, 2, 1));
    }

    @Test
    void boundariesArePeriodicOnBothSidesOrNone() {
        List<Boundary> faces = List.of(
                Boundary.OUTFLOW,
                Boundary.PERIODIC,
                Boundary.OUTFLOW,
                Boundary.OUTFLOW,
                Boundary.OUTFLOW,
                Boundary.OUTFLOW);
        assertThrows(IllegalArgumentException.class, () -> new Boundaries(faces));
        assertThrows(IllegalArgumentException.class, () -> new Boundaries(List.of(Boundary.OUTFLOW)));
    }

    /// Without room for them: a grid is known by its numbers.
    @Test
    void blocksThatNoArrayHoldsAreRefused() {
        assertEquals(
                "a block of 519718464 cells with its halos: expected at most 429496727, by more ranks or --blocks",
                refusal(new Layout(new Grid(800, 800, 800, 1), 1, 1, 1)));
        assertEquals("", refusal(new Layout(new Grid(800, 800, 800, 1), 2, 1, 1)));
        assertEquals("", refusal(new Layout(new Grid(700, 700, 700, 1), 1, 1, 1)));
        assertEquals(
                "a block of 720000144 cells with its halos: expected at most 429496727, by more ranks or --blocks",
                refusal(new Layout(new Grid(20_000_000, 2, 2, 1), 1, 1, 1)));
    }

    @Test
    void moreBlocksThanAMillionAreRefused() {
        Grid grid = new Grid(256, 256, 258, 1);
        assertEquals(1 << 20, new Layout(grid, 128, 128, 64).count());
        assertEquals(
                "1064960 blocks: expected at most 1048576 in all",
                assertThrows(IllegalArgumentException.class, () -> new Layout(grid, 128, 128, 65))
                        .getMessage());
    }

    private static String refusal(Layout layout) {
        try {
            layout.requireRoom();
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
