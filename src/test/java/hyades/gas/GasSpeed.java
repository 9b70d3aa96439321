package hyades.gas;

import hyades.partition.Subrange;
import hyades.partition.Workers;
import hyades.vector.KernelChoice;
import java.util.Locale;

/// Cell updates a second of one process: `GasSpeed CELLS BLOCKS THREADS STEPS [scalar]`, a blast in a
/// cube, seven times, and the extremes of its density then; for the record of speeds, not a test.
public final class GasSpeed {
    private GasSpeed() {}

    public static void main(String[] arguments) {
        int cells = Integer.parseInt(arguments[0]);
        int cut = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[3]);
        KernelChoice choice = arguments.length > 4 ? KernelChoice.SCALAR : KernelChoice.VECTOR;
        Layout layout = new Layout(Grid.of(cells, cells, cells, 1), cut, cut, cut);
        try (Workers workers = new Workers(Integer.parseInt(arguments[2]), "speed")) {
            GasBlocks blocks = new GasBlocks(
                    layout,
                    new Subrange(0, layout.count()),
                    Boundaries.all(Boundary.PERIODIC),
                    new Medium(1.4, null),
                    GasKernel.of(choice),
                    workers);
            TestGas.set(
                    blocks,
                    (x, y, z) ->
                            new GasState(1 + 0.1 * Math.sin(x), 0.1, 0.2 * Math.cos(y), -0.1 * Math.sin(z + x), 1));
            double signals = blocks.signals();
            double time = 0;
            for (int round = 0; round < 7; round++) {
                long start = System.nanoTime();
                for (int step = 0; step < steps; step++) {
                    blocks.fillHalos();
                    double timeStep = 0.4 / signals;
                    time += timeStep;
                    signals = blocks.advanceInner(timeStep);
                    blocks.turn();
                }
                double seconds = (System.nanoTime() - start) * 1e-9;
                System.out.printf(Locale.ROOT, "%.3f million updates/s%n", steps * Math.pow(cells, 3) / seconds * 1e-6);
            }
            double[] extremes = extremes(blocks);
            System.out.printf(Locale.ROOT, "time %.9f density %.9f to %.9f%n", time, extremes[0], extremes[1]);
        }
    }

    private static double[] extremes(GasBlocks blocks) {
        double[] extremes = {Double.POSITIVE_INFINITY, 0};
        for (Block block : blocks.blocks()) {
            block.own().forEach((x, y, z) -> {
                double density = block.state(x, y, z).density();
                extremes[0] = Math.min(extremes[0], density);
                extremes[1] = Math.max(extremes[1], density);
            });
        }
        return extremes;
    }
}
