package hyades.nbody;

import hyades.storage.WholeFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Bodies as a standard binary of TIPSY (its manual, "binary format"), big-endian, all of them dark particles: mass,
/// place, velocity, softening and potential in single precision. The potential, which TIPSY computes, is 0.
public final class TipsyFile {
    private static final int DIMENSIONS = 3;

    /// Of single precision.
    private static final double EPSILON = 0x1p-24;

    private TipsyFile() {}

    /// What is not kept.
    public static String loss(Snapshot snapshot) {
        return "the digits of numbers beyond the seventh, ids%s, G%s%s%s"
                .formatted(
                        snapshot.bodies().labels().names() == null ? "" : " and names",
                        snapshot.bodies().hasRadii() ? ", radii" : "",
                        snapshot.fields().isEmpty() ? "" : ", external fields",
                        snapshot.softeningKernel() == SofteningKernel.SPLINE
                                ? ", the softening kernel: lengths are those of which a spline's radius is 2.8"
                                : "");
    }

    /// Writes a file, whole or not at all. What is in two dimensions lies in the plane z = 0.
    ///
    /// @param snapshot in its own units; without a softening length it is 0
    /// @throws IllegalArgumentException in one line, for a number that single precision does not hold
    public static void write(Path file, Snapshot snapshot) throws IOException {
        Bodies bodies = snapshot.bodies();
        requireSingle("mass", bodies.mass);
        requireSingle("place", bodies.position);
        requireSingle("velocity", bodies.velocity);
        requireSingle("softening", new double[] {snapshot.softening() == null ? 0 : snapshot.softening()});
        float softening =
                snapshot.softening() == null ? 0 : snapshot.softening().floatValue();
        for (int i = 0; i < bodies.count(); i++) {
            if (bodies.mass[i] > 0 && bodies.mass[i] < Float.MIN_NORMAL) {
                throw beyond("mass of " + snapshot.describe(i), bodies.mass[i]);
            }
        }
        WholeFile.write(file, stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeDouble(snapshot.time() == null ? 0 : snapshot.time());
            out.writeInt(bodies.count());
            out.writeInt(DIMENSIONS);
            out.writeInt(0); // gas
            out.writeInt(bodies.count()); // dark
            out.writeInt(0); // stars
            out.writeInt(0); // to whole words of eight bytes
            for (int i = 0; i < bodies.count(); i++) {
                out.writeFloat((float) bodies.mass[i]);
                write(out, bodies.position, i);
                write(out, bodies.velocity, i);
                out.writeFloat(softening);
                out.writeFloat(0);
            }
            out.flush();
        });
    }

    private static void write(DataOutputStream out, double[][] axes, int body) throws IOException {
        for (int d = 0; d < DIMENSIONS; d++) {
            out.writeFloat(d < axes.length ? (float) axes[d][body] : 0);
        }
    }

    /// The largest has all its digits, and with it all that counts beside it.
    private static void requireSingle(String what, double[]... values) {
        double largest = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        if (largest > Float.MAX_VALUE || largest > 0 && largest < Float.MIN_NORMAL / EPSILON) {
            throw beyond("largest " + what, largest);
        }
    }

    private static IllegalArgumentException beyond(String what, double value) {
        return new IllegalArgumentException(
                "the %s, %s, is beyond single precision: expected other units".formatted(what, value));
    }
}
