package hyades.nbody;

/// That a device cannot compute what was asked of it, or no longer. The message is one line.
public final class DeviceFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeviceFailure(String message) {
        super(message);
    }
}
