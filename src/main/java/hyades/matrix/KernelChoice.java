package hyades.matrix;

import hyades.vector.VectorModule;
import java.util.Locale;

/// Which kernel multiplies.
public enum KernelChoice {
    /// The fastest that runs here; until that is compiled, another.
    AUTO,
    /// Plain Java.
    SCALAR,
    /// The Vector API; needs the module `jdk.incubator.vector`.
    VECTOR;

    /// Whether this JVM has the module of the Vector API, or can load it.
    public static boolean vectorIsAvailable() {
        return VectorModule.isWithinReach();
    }

    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    TileKernel create() {
        boolean available = vectorIsAvailable();
        if (this == VECTOR && !available) {
            throw new IllegalStateException(
                    "The vector kernel needs the JVM option --add-modules=jdk.incubator.vector");
        }
        if (this == SCALAR || !available) {
            return new ScalarKernel();
        }
        return this == VECTOR ? vectorKernel() : WarmingKernel.begun(new ScalarKernel(), KernelChoice::vectorKernel);
    }

    private static VectorKernel vectorKernel() {
        VectorModule.load();
        return new VectorKernel();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
