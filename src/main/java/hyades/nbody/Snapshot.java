package hyades.nbody;

/// Bodies as they were read from a file, and what the file says of the run that wrote it.
///
/// @param lines where each stands in the file, from 1, shape (n)
/// @param softening ε [m]; null where the file does not say
/// @param gravitationalConstant G [m³/(kg s²)]; null where the file does not say
/// @param timeStep [s]; null where the file does not say
/// @param units of all this; null where the file does not say, neither by name nor by its G
public record Snapshot(
        Bodies bodies, long[] lines, Double softening, Double gravitationalConstant, Double timeStep, Units units) {
    /// The same in other units, if the file says in which it is; GM is kept.
    ///
    /// @param other units that are known
    /// @param g by which the bodies will be computed
    /// @throws IllegalArgumentException that says what was expected, where the file's units have no size
    public Snapshot in(Units other, double g) {
        if (units == null || units == other) {
            return this;
        }
        if (!units.areKnown() || !other.areKnown()) {
            throw new IllegalArgumentException("expected --units %s, in which it is".formatted(units));
        }
        double there = gravitationalConstant == null ? units.gravitationalConstant() : gravitationalConstant;
        return new Snapshot(
                other.of(bodies, units, there, g),
                lines,
                softening == null ? null : softening * other.of(Dimension.LENGTH, units),
                g,
                timeStep == null ? null : timeStep * other.of(Dimension.TIME, units),
                other);
    }

    /// A body in words: its name or id, and its line.
    public String describe(int body) {
        return "%s (line %d)".formatted(bodies.labels().text(body), lines[body]);
    }
}
