package hyades.nbody;

/// A scheme whose steps vary would have to take one that is nothing beside the time.
public final class StepTooShort extends RuntimeException {
    private static final long serialVersionUID = 1;

    StepTooShort(double time, double step) {
        super(
                "a step of %.3g s would be needed at %s s: bodies met, or --tolerance is too small"
                        .formatted(step, time),
                null,
                false,
                false);
    }
}
