package hyades.gas;

/// A cell has no positive density or pressure any more: the run cannot go on.
public final class UnphysicalGas extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnphysicalGas(UnphysicalCell cell, long step, double time) {
        super("no positive density and pressure after step %d, at %s s: %s".formatted(step, time, cell));
    }
}
