package hyades.nbody;

import hyades.ffi.OpenClDevice;
import hyades.ffi.OpenClException;
import hyades.ffi.OpenClProgram;
import hyades.ffi.OpenClProgram.Buffer;
import hyades.ffi.OpenClProgram.LocalDoubles;
import hyades.partition.Subrange;
import hyades.text.Resource;
import hyades.vector.KernelChoice;
import java.util.Arrays;
import java.util.List;

/// Gravity on a device that OpenCL knows, one target an item: the sequence of operations of [ScalarKernel] in OpenCL C,
/// whose `fma`, `sqrt`, products, sums and quotients of doubles are rounded as IEEE 754 has it.
///
/// Positions go there, accelerations come back; the masses stay. Who asks waits until others are served, such as ranks
/// that are threads of one process.
final class OpenClKernel implements GravityKernel, AutoCloseable {
    /// In a tile of a work-group, for each of its items: x, y, z and gm of a source.
    private static final int DOUBLES_OF_SOURCE = 4;

    /// Items of a work-group, where it may choose: fewer than a GPU computes at a time leave some of it idle, and more
    /// do not share their sources any better.
    private static final int LEAST_GROUP = 32;

    private static final int MOST_GROUP = 256;

    /// On a processor a group is a loop, whose sources its first cache holds.
    private static final int GROUP_OF_CPU = 64;

    private static final List<String> NAMES = List.of("accelerations2", "accelerations3", "potentials2", "potentials3");

    private final OpenClDevice device;
    private final OpenClProgram program;
    private final int largestGroup;
    private final int computeUnits;
    private final int asked;
    private final GravityKernel processor = GravityKernel.of(KernelChoice.AUTO, SofteningKernel.PLUMMER);
    private double[] gmThere = {};
    private Buffer gmOnDevice;
    private Buffer positions; // of the sources
    private Buffer pulled; // places of the bodies, where they are not the sources
    private Buffer results;

    /// Compiles it.
    ///
    /// @throws OpenClException if that fails
    OpenClKernel(OpenClDevice device) {
        this(device, source(), 0);
    }

    /// @param group items of a work-group, at most [#largestGroup]; 0 chooses
    OpenClKernel(OpenClDevice device, String source, int group) {
        this.device = device;
        asked = group;
        computeUnits = device.computeUnits();
        program = new OpenClProgram(device, source);
        int largest = (int) Math.min(1 << 30, device.localMemory() / (DOUBLES_OF_SOURCE * Double.BYTES));
        for (String name : NAMES) {
            largest = Math.min(largest, program.largestGroup(name));
        }
        largestGroup = Integer.highestOneBit(largest);
    }

    /// The program, after the numbers of [InverseCube].
    static String source() {
        StringBuilder source = new StringBuilder();
        source.append("#define SEED 0x%xUL\n".formatted(InverseCube.SEED));
        define(source, "T", InverseCube.T);
        define(source, "A", InverseCube.A);
        define(source, "U", InverseCube.U);
        define(source, "B", InverseCube.B);
        define(source, "C", InverseCube.C);
        define(source, "SCALE", InverseCube.SCALE);
        return source + Resource.beside(OpenClKernel.class, "gravity.cl");
    }

    private static void define(StringBuilder source, String name, double value) {
        source.append("#define %s (%s)\n".formatted(name, Double.toHexString(value)));
    }

    /// Items of the largest work-group that the device takes: a power of two.
    int largestGroup() {
        return largestGroup;
    }

    private int group(int targets) {
        if (asked > 0) {
            return asked;
        }
        int wanted = device.kind() == OpenClDevice.Kind.CPU
                ? GROUP_OF_CPU
                : Math.clamp(Integer.highestOneBit(Math.max(1, targets / computeUnits)), LEAST_GROUP, MOST_GROUP);
        return Math.min(wanted, largestGroup);
    }

    @Override
    public synchronized void accelerate(
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets,
            double[][] acceleration) {
        int dim = position.length;
        compute(dim == 2 ? "accelerations2" : "accelerations3", dim, source, gm, softeningSquared, position, targets);
        for (int d = 0; d < dim && targets.length() > 0; d++) {
            results.take(d * targets.length(), acceleration[d], targets.start(), targets.length());
        }
    }

    @Override
    public synchronized void potential(
            double[][] position, double[] gm, double softeningSquared, Subrange targets, double[] potential) {
        String name = position.length == 2 ? "potentials2" : "potentials3";
        compute(name, 1, position, gm, softeningSquared, position, targets);
        if (targets.length() > 0) {
            results.take(0, potential, targets.start(), targets.length());
        }
    }

    /// By the processor, to the same bits.
    @Override
    public void accelerateWithJerk(
            double[][] source,
            double[][] sourceVelocity,
            double[] gm,
            double softeningSquared,
            double[][] position,
            double[][] velocity,
            Subrange targets,
            double[][] acceleration,
            double[][] jerk) {
        processor.accelerateWithJerk(
                source, sourceVelocity, gm, softeningSquared, position, velocity, targets, acceleration, jerk);
    }

    private void compute(
            String name,
            int values,
            double[][] source,
            double[] gm,
            double softeningSquared,
            double[][] position,
            Subrange targets) {
        int count = targets.length();
        if (count == 0) {
            return;
        }
        try {
            boolean areSame = source == position;
            if (gm.length > 0) { // a device has no buffers of nothing
                send(source, gm);
            }
            pulled = areSame ? pulled : sent(pulled, position);
            results = withRoom(results, values * count);
            int group = group(count);
            program.run(
                    name,
                    (count - 1) / group + 1,
                    group,
                    gm.length,
                    position[0].length,
                    targets.start(),
                    count,
                    softeningSquared,
                    gm.length > 0 ? positions : pulled,
                    gm.length > 0 ? gmOnDevice : pulled,
                    areSame ? positions : pulled,
                    results,
                    new LocalDoubles((long) DOUBLES_OF_SOURCE * group));
            results.fetch(values * count);
        } catch (OpenClException e) {
            throw new DeviceFailure("device %s: %s".formatted(device, e.getMessage()));
        }
    }

    private void send(double[][] position, double[] gm) {
        if (!Arrays.equals(gm, gmThere)) {
            gmThere = gm.clone();
            gmOnDevice = withRoom(gmOnDevice, gm.length);
            gmOnDevice.put(gm, 0);
            gmOnDevice.send(gm.length);
        }
        positions = sent(positions, position);
    }

    private Buffer sent(Buffer before, double[][] axes) {
        int length = axes[0].length;
        Buffer buffer = withRoom(before, axes.length * length);
        for (int d = 0; d < axes.length; d++) {
            buffer.put(axes[d], d * length);
        }
        buffer.send(axes.length * length);
        return buffer;
    }

    private Buffer withRoom(Buffer buffer, int length) {
        if (buffer != null) {
            if (buffer.length() >= length) {
                return buffer;
            }
            buffer.close();
        }
        return program.buffer(length);
    }

    @Override
    public boolean sharesItsWork() {
        return true;
    }

    @Override
    public String description() {
        return "OpenCL, " + device.name();
    }

    @Override
    public synchronized void close() {
        for (Buffer buffer : new Buffer[] {gmOnDevice, positions, pulled, results}) {
            if (buffer != null) {
                buffer.close();
            }
        }
        program.close();
    }
}
