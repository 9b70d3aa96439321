package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.partition.Subrange;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final int N = 4;

    /// Another kind on each face, and gas that moves inwards before one half of them: the halo is the
    /// last cell, at rest where that moves inwards, or the mirror image; what is along the face stays.
    @Test
    void theHaloIsWhatTheBoundarySays() {
        Grid grid = new Grid(N, N, N, 1);
        Subrange all = new Subrange(0, N);
        Block block = new Block(grid, new Box(all, all, all), null);
        block.own().forEach((x, y, z) -> TestGas.put(block.row(x, y, z), state(x - 2, y - 2, z - 2)));
        block.fillBoundaries(new Boundaries(List.of(
                Boundary.OUTFLOW,
                Boundary.OUTFLOW,
                Boundary.REFLECTING,
                Boundary.OUTFLOW,
                Boundary.OUTFLOW,
                Boundary.REFLECTING)));
        for (int a = 0; a < N; a++) {
            for (int b = 0; b < N; b++) {
                for (int layer = 1; layer <= 2; layer++) {
                    GasState low = state(0, a, b); // moves to +x, inwards
                    assertEquals(with(low, 0, low.vy(), low.vz()), at(block, -layer, a, b));
                    assertEquals(state(N - 1, a, b), at(block, N - 1 + layer, a, b)); // outwards
                    GasState wall = state(a, layer - 1, b);
                    assertEquals(with(wall, wall.vx(), -wall.vy(), wall.vz()), at(block, a, -layer, b));
                    GasState high = state(a, N - 1, b); // moves to -y, inwards
                    assertEquals(with(high, high.vx(), 0, high.vz()), at(block, a, N - 1 + layer, b));
                    assertEquals(state(a, b, 0), at(block, a, b, -layer)); // to -z, outwards
                    GasState top = state(a, b, N - layer);
                    assertEquals(with(top, top.vx(), top.vy(), -top.vz()), at(block, a, b, N - 1 + layer));
                }
            }
        }
    }

    private static GasState state(int x, int y, int z) {
        int i = (z * N + y) * N + x;
        return new GasState(1 + i, 100 + i, -200 - i, -300 - i, 400 + i);
    }

    private static GasState with(GasState gas, double vx, double vy, double vz) {
        return new GasState(gas.density(), vx, vy, vz, gas.pressure());
    }

    private static GasState at(Block block, int x, int y, int z) {
        return block.state(x + 2, y + 2, z + 2);
    }
}
