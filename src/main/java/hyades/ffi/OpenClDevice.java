package hyades.ffi;

import hyades.ffi.OpenCl.Function;
import hyades.text.Printable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A device that OpenCL knows, such as a graphics card.
public final class OpenClDevice {
    /// What it is.
    public enum Kind {
        CPU,
        GPU,
        OTHER;

        private static Kind of(long type) {
            return (type & 4) != 0 ? GPU : (type & 2) != 0 ? CPU : OTHER;
        }

        @Override
        public String toString() {
            return this == OTHER ? "other" : name();
        }
    }

    /// How it computes with doubles.
    public enum Doubles {
        /// As IEEE 754 has it: rounding to nearest, fused multiply-adds, denormal numbers, infinities.
        YES("yes"),
        /// By software.
        EMULATED("emulated"),
        /// Not all that is needed.
        PARTIAL("partial"),
        /// Not at all.
        NONE("none");

        /// In the bits of `cl_device_fp_config`.
        private static final long NEEDED = 1 | 2 | 4 | 32;

        private static final long SOFTWARE = 64;

        private final String word;

        Doubles(String word) {
            this.word = word;
        }

        private static Doubles of(long config) {
            if (config == 0) {
                return NONE;
            }
            if ((config & NEEDED) != NEEDED) {
                return PARTIAL;
            }
            return (config & SOFTWARE) != 0 ? EMULATED : YES;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private static final int TYPE = 0x1000;
    private static final int COMPUTE_UNITS = 0x1002;
    private static final int MEMORY = 0x101F;
    private static final int LOCAL_MEMORY = 0x1023;
    private static final int NAME = 0x102B;
    private static final int DRIVER = 0x102D;
    private static final int DOUBLES = 0x1032;
    private static final int PLATFORM_NAME = 0x0902;
    private static final long ALL = 0xFFFFFFFFL;

    private final OpenCl openCl;
    private final MemorySegment id;
    private final int index;
    private final String name;
    private final String driver;
    private final Kind kind;
    private final Doubles doubles;

    private OpenClDevice(OpenCl openCl, MemorySegment platform, MemorySegment id, int index) {
        this.openCl = openCl;
        this.id = id;
        this.index = index;
        name = Printable.of(text(NAME));
        driver = Printable.of(
                "%s %s".formatted(openCl.text(Function.GET_PLATFORM_INFO, PLATFORM_NAME, platform), text(DRIVER)));
        kind = Kind.of(number(TYPE));
        doubles = Doubles.of(doubleConfig());
    }

    /// All of this machine, in the order in which OpenCL has them.
    ///
    /// @throws OpenClException if there is none, in one line that says what was looked for
    public static List<OpenClDevice> all() {
        OpenCl openCl = OpenCl.load();
        List<OpenClDevice> devices = new ArrayList<>();
        for (MemorySegment platform : openCl.platforms()) {
            for (MemorySegment id : openCl.list(OpenCl.DEVICE_NOT_FOUND, Function.GET_DEVICE_IDS, platform, ALL)) {
                devices.add(new OpenClDevice(openCl, platform, id, devices.size()));
            }
        }
        if (devices.isEmpty()) {
            throw new OpenClException("no OpenCL: looked for devices, of which the drivers have none");
        }
        return devices;
    }

    /// Whether this machine seems to have a graphics card, by the files that its drivers make on Linux: asking OpenCL
    /// itself would load all of its drivers. Who names a library has one in mind.
    public static boolean maybeGpu() {
        if (OpenCl.isNamed()) {
            return true;
        }
        for (String file : List.of("/dev/nvidiactl", "/dev/kfd", "/dev/dxg")) {
            if (Files.exists(Path.of(file))) {
                return true;
            }
        }
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(Path.of("/dev/dri"), "renderD*")) {
            return nodes.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private String text(int property) {
        return openCl.text(Function.GET_DEVICE_INFO, property, id);
    }

    private long number(int property) {
        return openCl.number(Function.GET_DEVICE_INFO, property, id);
    }

    /// Drivers of version 1.1 do not know the property.
    private long doubleConfig() {
        try {
            return number(DOUBLES);
        } catch (OpenClException e) {
            return 0;
        }
    }

    /// Its number among all of this machine, from 0.
    public int index() {
        return index;
    }

    /// As its driver has it.
    public String name() {
        return name;
    }

    /// Name and version.
    public String driver() {
        return driver;
    }

    public Kind kind() {
        return kind;
    }

    public Doubles doubles() {
        return doubles;
    }

    /// Its memory [bytes].
    public long memory() {
        return number(MEMORY);
    }

    /// Its memory that the items of a work-group share [bytes].
    public long localMemory() {
        return number(LOCAL_MEMORY);
    }

    /// How many work-groups it computes at a time, at least.
    public int computeUnits() {
        return (int) (number(COMPUTE_UNITS) & ALL);
    }

    OpenCl openCl() {
        return openCl;
    }

    MemorySegment id() {
        return id;
    }

    @Override
    public String toString() {
        return "%d: %s".formatted(index, name);
    }
}
