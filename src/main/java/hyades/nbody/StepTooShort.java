package hyades.nbody;

/// A scheme whose steps vary would have to take one that is nothing beside the time.
public final class StepTooShort extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final double time;
    private final double step;

    StepTooShort(double time, double step) {
        super(null, null, false, false);
        this.time = time;
        this.step = step;
    }

    /// What happened, in one line.
    ///
    /// @param units of the run
    public String describe(Units units) {
        return "a step of %s would be needed at %s: bodies met, or --tolerance is too small"
                .formatted(units.round(Dimension.TIME, step), units.say(Dimension.TIME, time));
    }
}
