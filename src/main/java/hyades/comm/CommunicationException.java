package hyades.comm;

/// A message could not be passed: says which operation, on which rank, and what the engine said.
public final class CommunicationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommunicationException(String operation, int rank, String reason) {
        super("%s failed on rank %d: %s".formatted(operation, rank, reason));
    }

    CommunicationException(String operation, int rank, Throwable cause) {
        super("%s failed on rank %d: %s".formatted(operation, rank, cause), cause);
    }
}
