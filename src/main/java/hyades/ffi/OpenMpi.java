package hyades.ffi;

import java.util.List;

/// Open MPI 4 and 5: a handle is the address of a variable of the library; `mpi.h` of version 4.1.4.
final class OpenMpi {
    /// What no other library has.
    private static final String WORLD = "ompi_mpi_comm_world";

    private OpenMpi() {}

    static boolean is(NativeLibrary library) {
        return library.find(WORLD).isPresent();
    }

    static MpiHandles handles(NativeLibrary library) {
        return new MpiHandles(
                true,
                address(library, WORLD),
                address(library, "ompi_mpi_byte"),
                address(library, "ompi_mpi_errors_return"),
                1,
                -1,
                List.of(0, 1, 2, 3),
                0);
    }

    private static long address(NativeLibrary library, String variable) {
        return library.find(variable)
                .orElseThrow(() -> new MpiException("no Open MPI that is known: it lacks " + variable))
                .address();
    }
}
