package hyades.nbody;

/// Two bodies came to one place, between which no force is defined without softening: the run cannot go on.
public final class BodiesMet extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int first;
    private final int second;

    BodiesMet(int first, int second) {
        super("bodies %d and %d are at one place".formatted(first, second));
        this.first = first;
        this.second = second;
    }

    /// What happened, where a user can mend it.
    ///
    /// @param step in which it happened
    public String describe(Labels labels, long step) {
        return "%s and %s are at one place in step %d, where without --softening no force between them is defined"
                .formatted(labels.text(first), labels.text(second), step);
    }

    /// The one that comes first among the bodies.
    public int first() {
        return first;
    }

    public int second() {
        return second;
    }
}
