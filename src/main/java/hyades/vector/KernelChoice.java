package hyades.vector;

import java.util.Locale;
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
    public static boolean vectorIsAvailable() {
        return VectorModule.isWithinReach();
    }

    /// Makes the kernel.
    ///
    /// @param vector is asked for one when its module is loaded
    /// @param warming makes of a scalar one, and of what makes the other, one that begins with the first
    /// @throws IllegalStateException if the vector kernel is asked for where its module is missing
    public <K> K create(Supplier<K> scalar, Supplier<K> vector, BiFunction<K, Supplier<K>, K> warming) {
        boolean available = vectorIsAvailable();
        if (this == VECTOR && !available) {
            throw new IllegalStateException(
                    "The vector kernel needs the JVM option --add-modules=jdk.incubator.vector");
        }
        if (this == SCALAR || !available) {
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
