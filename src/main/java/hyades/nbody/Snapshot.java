package hyades.nbody;

/// Bodies as they were read from a file, and what the file says of the run that wrote it.
///
/// @param lines where each stands in the file, from 1, shape (n)
/// @param softening ε [m]; null where the file does not say
/// @param gravitationalConstant G [m³/(kg s²)]; null where the file does not say
/// @param timeStep [s]; null where the file does not say
public record Snapshot(Bodies bodies, long[] lines, Double softening, Double gravitationalConstant, Double timeStep) {
    /// A body in words: its name or id, and its line.
    public String describe(int body) {
        return "%s (line %d)".formatted(bodies.labels().text(body), lines[body]);
    }
}
