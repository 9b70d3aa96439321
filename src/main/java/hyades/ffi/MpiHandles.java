package hyades.ffi;

import java.util.List;

/// What a family of MPI libraries calls the objects and constants used here, and how it lays out a status: the standard
/// leaves that to each library. All data are passed as bytes.
///
/// @param isAddress whether a handle is a pointer, else a 32-bit integer
/// @param world `MPI_COMM_WORLD`
/// @param bytes `MPI_BYTE`
/// @param errorsReturn `MPI_ERRORS_RETURN`
/// @param inPlace `MPI_IN_PLACE`
/// @param anySource `MPI_ANY_SOURCE`
/// @param threadLevels `MPI_THREAD_SINGLE`, `FUNNELED`, `SERIALIZED`, `MULTIPLE`
/// @param statusSource where in an `MPI_Status` the sender's rank is [bytes]
record MpiHandles(
        boolean isAddress,
        long world,
        long bytes,
        long errorsReturn,
        long inPlace,
        int anySource,
        List<Integer> threadLevels,
        int statusSource) {}
