package hyades.ffi;

/// That OpenCL is not there, or has failed: no bug of ours. The message is one line.
public final class OpenClException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OpenClException(String message) {
        super(message);
    }

    /// @param code that a function has returned
    static OpenClException of(String function, int code) {
        return new OpenClException("%s: %s (%d)".formatted(function, name(code), code));
    }

    /// Those that a user can do something about; the others are found by their numbers in `CL/cl.h`.
    private static String name(int code) {
        return switch (code) {
            case -1 -> "no such device";
            case -2 -> "the device is not available";
            case -3 -> "no compiler";
            case -4 -> "no memory on the device for a buffer";
            case -5 -> "out of resources, or the device was lost";
            case -6 -> "no memory in the driver";
            case -11 -> "the program cannot be built";
            case -14, -36 -> "the device was lost";
            case -46 -> "no such kernel in the program";
            case -54 -> "no such size of work-groups";
            case -61 -> "no buffer of that size";
            case -1001 -> "no driver";
            default -> "error";
        };
    }
}
