package hyades.ffi;

import java.util.List;

/// The binary interface that the standard itself fixes since version 5.0, of 2025: handles are pointers of fixed small
/// values; Message Passing Interface Forum (2025), "MPI: A Message-Passing Interface Standard", version 5.0, chapter
/// 20.
final class StandardMpi {
    /// What says, in a library that has it, which version of the interface that is; -1 for none.
    static final String VERSION = "MPI_Abi_get_version";

    static final MpiHandles HANDLES = new MpiHandles(true, 0x101, 0x247, 0x142, 1, -1, List.of(0, 1024, 2048, 4096), 0);

    private StandardMpi() {}
}
