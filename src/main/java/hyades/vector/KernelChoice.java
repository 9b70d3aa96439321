package hyades.vector;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Which kernel computes, of those that give the same bits.
public enum KernelChoice {
    /// The fastest that runs here; until that is compiled, another.
    AUTO,
    /// Plain Java.
    SCALAR,
    /// The Vector API; needs the module `jdk.incubator.vector`.
    VECTOR;

    /// Whether this JVM has the module of the Vector API, or can load it.
    private static boolean vectorIsAvailable() {
        return VectorModule.isWithinReach();
    }

    /// What is expected where a choice is not possible, for people.
    public static final String NEEDED = "a Java with the module jdk.incubator.vector";

    /// Whether there is such a kernel in this JVM.
    public boolean isPossible() {
        return this != VECTOR || vectorIsAvailable();
    }

    /// What to warn of: that another kernel than the fastest computes, though nobody has asked for it.
    public Optional<String> warning() {
        return this != AUTO || vectorIsAvailable()
                ? Optional.empty()
                : Optional.of("without the JVM option --add-modules=jdk.incubator.vector the scalar kernel computes,"
                        + " several times slower than the vector kernel");
    }

    /// Makes the kernel.
    ///
    /// @param vector is asked for one when its module is loaded
    /// @param warming makes of a scalar one, and of what makes the other, one that begins with the first
    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    public <K> K create(Supplier<K> scalar, Supplier<K> vector, BiFunction<K, Supplier<K>, K> warming) {
        if (!isPossible()) {
            throw new IllegalStateException(
                    "The vector kernel needs the JVM option --add-modules=jdk.incubator.vector");
        }
        if (this == SCALAR || !vectorIsAvailable()) {
            return scalar.get();
        }
        Supplier<K> loaded = () -> {
            VectorModule.load();
            return vector.get();
        };
        return this == VECTOR ? loaded.get() : warming.apply(scalar.get(), loaded);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
