package hyades.ffi;

/// That an MPI library is not there, does not suit, or has failed: no bug of ours. The message is one line.
public final class MpiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MpiException(String message) {
        super(message);
    }
}
