package hyades.nbody;

import hyades.comm.Communicator;
import hyades.ffi.OpenClDevice;
import hyades.ffi.OpenClDevice.Kind;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who computes the forces of a rank's bodies: the processor, or a device, of which the ranks of one machine take those
/// that there are in turn. It makes no difference to the bits.
public final class DistributedForces {
    /// Of what the ranks of a process share: a kernel of the processor.
    private record OfProcessor(KernelChoice choice, SofteningKernel softening) {}

    /// Of what the ranks of a process share: the kernel of a device.
    private record OfDevice(int index) {}

    /// Of what the ranks of a process share: the devices that are asked for.
    private record Asked(String device) {}

    /// Which of the ranks of its machine a rank is.
    ///
    /// @param index from 0
    /// @param ranks of this machine
    private record Place(int index, int ranks) {}

    /// The same text in all processes of a machine, until it starts again.
    private static final Path MACHINE = Path.of("/proc/sys/kernel/random/boot_id");

    private final Function<SofteningKernel, GravityKernel> kernels;
    private final boolean usesDevices;
    private final String note;

    /// One kernel, which softens as Plummer's spheres.
    ///
    /// @param usesDevices whether any rank does, the same on every rank
    DistributedForces(GravityKernel kernel, boolean usesDevices, String note) {
        this(softening -> only(kernel, softening), usesDevices, note);
    }

    private DistributedForces(Function<SofteningKernel, GravityKernel> kernels, boolean usesDevices, String note) {
        this.kernels = kernels;
        this.usesDevices = usesDevices;
        this.note = note;
    }

    /// Those of the processor. Not collective.
    static DistributedForces ofProcessor(Communicator world, KernelChoice choice) {
        return new DistributedForces(
                softening ->
                        world.shared(new OfProcessor(choice, softening), () -> GravityKernel.of(choice, softening)),
                false,
                "");
    }

    private static GravityKernel only(GravityKernel kernel, SofteningKernel softening) {
        if (softening != SofteningKernel.PLUMMER) {
            throw new IllegalArgumentException("%s knows no %s".formatted(kernel.description(), softening));
        }
        return kernel;
    }

    /// Makes what is chosen; collective.
    ///
    /// @param choice the same on every rank
    /// @param bodies their number, on rank 0, 0 where devices cannot compute all that is needed; ignored elsewhere
    /// @param threads of a rank that compute on the processor
    /// @throws DeviceFailure on every rank, if a device is asked for that cannot compute, or computes other bits
    public static DistributedForces of(Communicator world, ForceChoice choice, int bodies, int threads) {
        if (choice.isOfDevice()) {
            return ofDevice(world, choice.device());
        }
        if (choice.processor() != KernelChoice.AUTO || !isWorthATrial(world, bodies)) {
            return ofProcessor(world, choice.processor());
        }
        return ofWinner(world, bodies, threads);
    }

    private static DistributedForces ofDevice(Communicator world, String asked) {
        Place place = place(world);
        GravityKernel kernel = null;
        String refusal = "";
        try {
            kernel = open(world, asked, place);
        } catch (DeviceFailure e) {
            refusal = e.getMessage();
        }
        String first = first(world, refusal);
        if (!first.isEmpty()) {
            throw new DeviceFailure(first);
        }
        return new DistributedForces(kernel, true, "");
    }

    private static GravityKernel open(Communicator world, String asked, Place place) {
        List<OpenClDevice> devices = world.shared(new Asked(asked), () -> GravityDevices.chosen(asked));
        OpenClDevice device = devices.get(place.index % devices.size());
        return world.shared(new OfDevice(device.index()), () -> GravityDevices.open(device));
    }

    /// Without a graphics card nothing is asked of OpenCL, whose drivers take a while to load.
    private static boolean isWorthATrial(Communicator world, int bodies) {
        boolean isWorth = world.rank() == 0 && bodies >= DeviceTrial.LEAST && OpenClDevice.maybeGpu();
        return world.broadcast(new byte[] {(byte) (isWorth ? 1 : 0)}, 0)[0] == 1;
    }

    /// Rank 0 tries for all.
    private static DistributedForces ofWinner(Communicator world, int bodies, int threads) {
        Place place = place(world);
        String note = "";
        boolean wins = false;
        if (world.rank() == 0) {
            Optional<OpenClDevice> gpu = gpu(world);
            if (gpu.isPresent()) {
                try {
                    GravityKernel device = open(world, "", place);
                    int from = trial(device, place.ranks * threads).winsFrom();
                    wins = bodies >= from;
                    note = note(device, from, bodies, wins);
                } catch (DeviceFailure e) {
                    note = "kernel auto: the processor computes, since " + e.getMessage();
                }
            }
        }
        wins = world.broadcast(new byte[] {(byte) (wins ? 1 : 0)}, 0)[0] == 1;
        GravityKernel kernel = null;
        if (wins && gpu(world).isPresent()) {
            try {
                kernel = open(world, "", place);
            } catch (DeviceFailure e) {
                // the bits of this machine's processor are the same
            }
        }
        GravityKernel here =
                kernel == null ? ofProcessor(world, KernelChoice.AUTO).kernel(SofteningKernel.PLUMMER) : kernel;
        return new DistributedForces(here, wins, note);
    }

    private static Optional<OpenClDevice> gpu(Communicator world) {
        try {
            List<OpenClDevice> devices = world.shared(new Asked(""), () -> GravityDevices.chosen(""));
            return devices.stream().filter(device -> device.kind() == Kind.GPU).findFirst();
        } catch (DeviceFailure e) {
            return Optional.empty(); // it was not asked for
        }
    }

    private static DeviceTrial trial(GravityKernel device, int threads) {
        KernelChoice fastest = KernelChoice.VECTOR.isPossible() ? KernelChoice.VECTOR : KernelChoice.SCALAR;
        int cores = Runtime.getRuntime().availableProcessors();
        return new DeviceTrial(
                GravityKernel.of(fastest, SofteningKernel.PLUMMER), device, Math.min(threads, cores), System::nanoTime);
    }

    private static String note(GravityKernel device, int from, int bodies, boolean wins) {
        return "kernel auto: %s %s; %d are computed by %s"
                .formatted(
                        device.description(),
                        from == DeviceTrial.NEVER
                                ? "was slower than the processor in a short measurement"
                                : "was faster from %d bodies on in a short measurement".formatted(from),
                        bodies,
                        wins ? "it" : "the processor");
    }

    private static Place place(Communicator world) {
        String mine;
        try {
            mine = Files.readString(MACHINE).strip();
        } catch (IOException e) {
            mine = ""; // of a system where all ranks are on one machine
        }
        List<String> machines = new ArrayList<>();
        for (byte[] each : world.gather(bytes(mine), 0)) {
            machines.add(text(each));
        }
        List<String> all = List.of(
                text(world.broadcast(bytes(String.join("\n", machines)), 0)).split("\n", -1));
        int index = (int) all.stream().limit(world.rank()).filter(mine::equals).count();
        int ranks = (int) all.stream().filter(mine::equals).count();
        return new Place(index, ranks);
    }

    /// What the first rank has to say that says anything, on every rank; collective.
    private static String first(Communicator world, String mine) {
        String first = "";
        int rank = 0;
        for (byte[] each : world.gather(bytes(mine), 0)) {
            if (first.isEmpty() && each.length > 0) {
                first = (rank == 0 ? "" : "rank %d: ".formatted(rank)) + text(each);
            }
            rank++;
        }
        return text(world.broadcast(bytes(first), 0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The kernel that softens so, of those of one choice.
    ///
    /// @throws IllegalArgumentException where devices compute, which know Plummer's alone
    GravityKernel kernel(SofteningKernel softening) {
        return kernels.apply(softening);
    }

    /// Whether any rank's device may be lost in mid-run; the same on every rank.
    boolean usesDevices() {
        return usesDevices;
    }

    /// What was measured to choose, in a line for people; empty where nothing was.
    public Optional<String> note() {
        return note.isEmpty() ? Optional.empty() : Optional.of(note);
    }
}
