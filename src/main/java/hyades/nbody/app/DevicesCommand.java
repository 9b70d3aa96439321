package hyades.nbody.app;

import hyades.nbody.GravityDevices;
import hyades.run.LauncherCommand;
import picocli.CommandLine.Command;

/// Lists the devices that OpenCL knows on this machine.
@Command(
        name = "devices",
        description = {
            "List the devices of this machine that OpenCL knows, such as GPUs, and test each.",
            "",
            "./hyades nbody --kernel opencl takes the fast ones of double precision, --kernel opencl:NUMBER one."
                    + " Before one computes, its accelerations and potentials are compared with those of the scalar"
                    + " kernel, bit for bit. HYADES_OPENCL_LIBRARY names another library than libOpenCL.so.1.",
        },
        mixinStandardHelpOptions = true,
        optionListHeading = "%nOptions:%n")
public final class DevicesCommand implements LauncherCommand {
    @Override
    public int run(Settings settings) {
        GravityDevices.lines().forEach(System.out::println);
        return 0;
    }
}
