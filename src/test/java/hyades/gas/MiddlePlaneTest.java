package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiddlePlaneTest {
    /// Across the shortest axis, z before y before x; the other two axes in their order, and pixels row by row.
    @ParameterizedTest(name = "{0} x {1} x {2} cells")
    @CsvSource({
        "4, 5, 3, 4, 5, 0, 0, 1, 3, 0, 1, 0, 1, 1",
        "4, 4, 4, 4, 4, 0, 0, 2, 3, 0, 2, 0, 1, 2",
        "4, 3, 6, 4, 6, 0, 1, 0, 3, 1, 0, 0, 1, 1",
        "1, 5, 7, 5, 7, 0, 0, 0, 0, 4, 0, 0, 0, 1",
    })
    void pixelsAreCellsOfThePlane(
            int nx,
            int ny,
            int nz,
            int width,
            int height,
            int x0,
            int y0,
            int z0,
            int x1,
            int y1,
            int z1,
            int x2,
            int y2,
            int z2) {
        MiddlePlane plane = MiddlePlane.of(new Grid(nx, ny, nz, 1));
        assertEquals(width, plane.width());
        assertEquals(height, plane.height());
        assertArrayEquals(new int[] {x0, y0, z0}, plane.cell(0));
        assertArrayEquals(new int[] {x1, y1, z1}, plane.cell(width - 1));
        assertArrayEquals(new int[] {x2, y2, z2}, plane.cell(width));
    }
}
