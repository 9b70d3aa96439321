package hyades.nbody;

import hyades.vector.KernelChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which kernel computes the forces, and where, of those that give the same bits.
///
/// @param processor the processor's kernel; null where a device of OpenCL is asked for
/// @param device its number, or a part of its name; empty for any
public record ForceChoice(KernelChoice processor, String device) {
    /// A device where one is there that wins, else the fastest that runs on the processor.
    public static final ForceChoice AUTO = of(KernelChoice.AUTO);

    private static final String OPENCL = "opencl";

    /// One of the processor.
    public static ForceChoice of(KernelChoice processor) {
        return new ForceChoice(processor, "");
    }

    /// What can be typed.
    public static List<String> words() {
        return Stream.concat(Arrays.stream(KernelChoice.values()).map(KernelChoice::toString), Stream.of(OPENCL))
                .toList();
    }

    /// The choice that is typed: one of [#words], or `opencl:` and a device.
    ///
    /// @throws IllegalArgumentException for anything else, saying what is expected
    public static ForceChoice parse(String typed) {
        String word = typed.toLowerCase(Locale.ROOT);
        for (KernelChoice each : KernelChoice.values()) {
            if (word.equals(each.toString())) {
                return of(each);
            }
        }
        if (word.equals(OPENCL)) {
            return new ForceChoice(null, "");
        }
        if (word.startsWith(OPENCL + ":") && !word.endsWith(":")) {
            return new ForceChoice(null, typed.substring(OPENCL.length() + 1));
        }
        throw new IllegalArgumentException(
                "expected one of %s or opencl:DEVICE, found '%s'".formatted(String.join(", ", words()), typed));
    }

    /// Whether a device of OpenCL has to compute.
    public boolean isOfDevice() {
        return processor == null;
    }

    /// What is missing in this JVM that the choice needs, if that can be told before anything runs.
    public Optional<String> needed() {
        return isOfDevice() || processor.isPossible() ? Optional.empty() : Optional.of(KernelChoice.NEEDED);
    }

    /// What to warn of, as [KernelChoice#warning] has it.
    public Optional<String> warning() {
        return isOfDevice() ? Optional.empty() : processor.warning();
    }

    @Override
    public String toString() {
        return isOfDevice() ? device.isEmpty() ? OPENCL : OPENCL + ":" + device : processor.toString();
    }
}
