package hyades.ffi;

import java.util.List;

/// MPICH and what keeps its binary interface, such as Intel MPI and MVAPICH: handles are 32-bit integers; `mpi.h` of
/// version 4.0.2.
final class Mpich {
    static final MpiHandles HANDLES =
            new MpiHandles(false, 0x44000000, 0x4c00010d, 0x54000001, -1, -2, List.of(0, 1, 2, 3), 2 * Integer.BYTES);

    private Mpich() {}

    /// @param version as `MPI_Get_library_version` has it
    static boolean is(String version) {
        return version.contains("MPICH") || version.contains("Intel(R) MPI") || version.contains("MVAPICH");
    }
}
