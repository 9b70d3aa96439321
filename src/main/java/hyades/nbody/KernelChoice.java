package hyades.nbody;

/// Which kernel computes the forces.
public enum KernelChoice {
    /// The fastest that runs here.
    AUTO,
    /// Plain Java.
    SCALAR,
    /// The Vector API; needs the module `jdk.incubator.vector`.
    VECTOR;

    /// Whether the module of the Vector API was added to this JVM.
    public static boolean vectorIsAvailable() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    GravityKernel create() {
        boolean available = vectorIsAvailable();
        if (this == VECTOR && !available) {
            throw new IllegalStateException(
                    "The vector kernel needs the JVM option --add-modules=jdk.incubator.vector");
        }
        return this == SCALAR || !available ? new ScalarKernel() : new VectorKernel();
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
