package hyades.ffi;

import hyades.text.Resource;

/// How many times as long a device takes with doubles as with floats, which no driver tells: 2 where doubles were
/// thought of, 16 to 64 on a card for games.
public final class DoubleSpeed {
    private static final int GROUP = 64;
    private static final int GROUPS_OF_UNIT = 16;
    private static final int LEAST_ROUNDS = 64;
    private static final int MOST_ROUNDS = 1 << 20;

    /// Beyond this, what it takes to begin does not count [ns].
    private static final long ENOUGH = 5_000_000;

    private static final int REPEATS = 3;

    private DoubleSpeed() {}

    /// Measures it, within a tenth of a second and the time of the compiler.
    ///
    /// @throws OpenClException if the device or its compiler fails
    public static double of(OpenClDevice device) {
        int groups = Math.max(1, device.computeUnits()) * GROUPS_OF_UNIT;
        try (OpenClProgram program = new OpenClProgram(device, Resource.beside(DoubleSpeed.class, "speed.cl"));
                OpenClProgram.Buffer out = program.buffer(groups * GROUP)) {
            int rounds = LEAST_ROUNDS;
            while (rounds < MOST_ROUNDS && nanos(program, "singles", groups, rounds, out) < ENOUGH) {
                rounds *= 2;
            }
            double singles = nanos(program, "singles", groups, rounds, out);
            return nanos(program, "doubles", groups, rounds, out) / singles;
        }
    }

    private static long nanos(OpenClProgram program, String kernel, int groups, int rounds, OpenClProgram.Buffer out) {
        long least = Long.MAX_VALUE;
        for (int repeat = 0; repeat <= REPEATS; repeat++) {
            long begin = System.nanoTime();
            program.run(kernel, groups, GROUP, rounds, out);
            program.finish();
            least = Math.min(least, System.nanoTime() - begin);
        }
        return Math.max(1, least);
    }
}
