package hyades.decay;

import hyades.partition.Subrange;
import java.nio.ByteBuffer;

/// What is kept of each of some runs: the parent's last count, its exposures, and the whole curve of the first few.
final class RunRows {
    private final Subrange runs;
    private final int[] finalCount;
    private final long[] exposures;
    private final int[][] curves;

    RunRows(Subrange runs) {
        this.runs = runs;
        finalCount = new int[runs.length()];
        exposures = new long[runs.length()];
        curves = new int[runs.length()][];
    }

    /// Keeps a run; from any thread, each run once.
    ///
    /// @param counts shape (slots of the plan); not modified
    void put(int run, int[] counts, Plan plan) {
        int row = run - runs.start();
        long sum = 0;
        for (int step = 0; step < plan.steps(); step++) {
            sum += counts[step];
        }
        exposures[row] = sum;
        finalCount[row] = counts[plan.steps()];
        curves[row] = run < plan.keptRuns() ? counts.clone() : null;
    }

    byte[] pack() {
        int size = 0;
        for (int[] curve : curves) {
            size += Integer.BYTES + Long.BYTES + (curve == null ? 0 : Integer.BYTES * curve.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int row = 0; row < curves.length; row++) {
            bytes.putInt(finalCount[row]).putLong(exposures[row]);
            if (curves[row] != null) {
                for (int count : curves[row]) {
                    bytes.putInt(count);
                }
            }
        }
        return bytes.array();
    }

    /// Tells the observer of the packed runs from `first` on.
    ///
    /// @return the run after the last of them
    static int tell(byte[] packed, int first, Plan plan, DistributedEnsemble.Observer observer) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        int run = first;
        while (bytes.hasRemaining()) {
            int finalCount = bytes.getInt();
            long exposures = bytes.getLong();
            int[] curve = null;
            if (run < plan.keptRuns()) {
                curve = new int[plan.slots()];
                bytes.asIntBuffer().get(curve);
                bytes.position(bytes.position() + Integer.BYTES * curve.length);
            }
            observer.finished(run, finalCount, exposures, curve);
            run++;
        }
        return run;
    }
}
