package hyades.nbody;

import hyades.ffi.DoubleSpeed;
import hyades.ffi.OpenClDevice;
import hyades.ffi.OpenClDevice.Doubles;
import hyades.ffi.OpenClDevice.Kind;
import hyades.ffi.OpenClException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The devices of this machine that may compute forces.
public final class GravityDevices {
    /// So many times as long as with floats may a device take with doubles; cards beyond are made for floats, with a
    /// few units for doubles.
    private static final double MOST_TIMES = 8;

    private GravityDevices() {}

    /// What there is, in lines for people; one that says what was looked for where there is nothing.
    public static List<String> lines() {
        List<OpenClDevice> devices;
        try {
            devices = OpenClDevice.all();
        } catch (OpenClException e) {
            return List.of(e.getMessage());
        }
        List<String> lines = new ArrayList<>();
        for (OpenClDevice device : devices) {
            lines.add("device " + device);
            lines.add("  kind              " + device.kind());
            lines.add("  driver            " + device.driver());
            lines.add("  double precision  " + doubles(device));
            lines.add("  memory            %d MB".formatted(device.memory() >> 20));
            lines.add("  self-test         " + selfTest(device));
        }
        return lines;
    }

    private static String doubles(OpenClDevice device) {
        if (device.doubles() != Doubles.YES) {
            return device.doubles()
                    + (device.doubles() == Doubles.NONE ? ": not used" : ": used only where it is named");
        }
        try {
            double times = DoubleSpeed.of(device);
            return times < MOST_TIMES
                    ? "yes"
                    : "slow, %.0f times as long as single: used only where it is named".formatted(times);
        } catch (OpenClException e) {
            return "yes, but " + e.getMessage();
        }
    }

    private static String selfTest(OpenClDevice device) {
        try {
            open(device).close();
            return "passed: the bits of the scalar kernel";
        } catch (DeviceFailure e) {
            return "failed: " + e.getMessage();
        }
    }

    /// Those that are to compute, at least one: all that are named, or the fast ones of the best kind.
    ///
    /// @param asked a number, or a part of the name; empty for any
    /// @throws DeviceFailure if there are none
    static List<OpenClDevice> chosen(String asked) {
        try {
            List<OpenClDevice> all = OpenClDevice.all();
            return asked.isEmpty() ? fast(all) : named(all, asked);
        } catch (OpenClException e) {
            throw new DeviceFailure(e.getMessage());
        }
    }

    private static List<OpenClDevice> named(List<OpenClDevice> all, String asked) {
        String word = asked.toLowerCase(Locale.ROOT);
        List<OpenClDevice> named = all.stream()
                .filter(device -> word.equals(Integer.toString(device.index()))
                        || !word.matches("[0-9]+")
                                && device.name().toLowerCase(Locale.ROOT).contains(word))
                .toList();
        if (named.isEmpty()) {
            throw new DeviceFailure("no such device: expected the number or a part of the name of one of " + text(all));
        }
        List<OpenClDevice> able = named.stream()
                .filter(device -> device.doubles() != Doubles.NONE)
                .toList();
        if (able.isEmpty()) {
            throw new DeviceFailure(
                    "device %s: no double precision, without which the bits are others".formatted(named.getFirst()));
        }
        return able;
    }

    private static List<OpenClDevice> fast(List<OpenClDevice> all) {
        for (Kind kind : new Kind[] {Kind.GPU, Kind.OTHER, Kind.CPU}) {
            List<OpenClDevice> fast = all.stream()
                    .filter(device -> device.kind() == kind && device.doubles() == Doubles.YES)
                    .filter(device -> kind == Kind.CPU || DoubleSpeed.of(device) < MOST_TIMES)
                    .toList();
            if (!fast.isEmpty()) {
                return fast;
            }
        }
        throw new DeviceFailure(
                "no device whose double precision is fast: %s; one that is slow or emulated has to be named"
                        .formatted(text(all)));
    }

    private static String text(List<OpenClDevice> devices) {
        return devices.stream().map(OpenClDevice::toString).collect(Collectors.joining(", "));
    }

    /// Makes the kernel, and tests it.
    ///
    /// @throws DeviceFailure if the device cannot compute, or computes other bits than the scalar kernel
    static OpenClKernel open(OpenClDevice device) {
        if (device.doubles() == Doubles.NONE) {
            throw new DeviceFailure("device %s: no double precision".formatted(device));
        }
        OpenClKernel kernel;
        try {
            kernel = new OpenClKernel(device);
        } catch (OpenClException e) {
            throw new DeviceFailure(e.getMessage());
        }
        return tested(kernel, device.toString());
    }

    /// The same kernel, if it gives the right bits; else it is closed.
    ///
    /// @throws DeviceFailure if not
    static OpenClKernel tested(OpenClKernel kernel, String device) {
        boolean isRight = false;
        try {
            Optional<String> difference = SelfTest.difference(kernel);
            isRight = difference.isEmpty();
            if (!isRight) {
                throw new DeviceFailure("device %s: its bits are not those of the scalar kernel: %s"
                        .formatted(device, difference.orElseThrow()));
            }
            return kernel;
        } finally {
            if (!isRight) {
                kernel.close();
            }
        }
    }
}
