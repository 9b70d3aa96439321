package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.util.List;
import java.util.stream.LongStream;

/// Bodies of a file, and what it says of the run that wrote it.
///
/// @param places  what a body's place in the file is called: a line or a row
/// @param lines where each stands in the file, from 1, shape (n)
/// @param softening ε [m]; null where the file does not say
/// @param gravitationalConstant G [m³/(kg s²)]; null where the file does not say
/// @param timeStep [s]; null where the file does not say
/// @param units of all this; null where the file does not say, neither by name nor by its G
/// @param step the steps that were done; null where the file does not say
/// @param time after them [s]; null where the file does not say
/// @param fields that pulled at the bodies
/// @param softeningKernel how ε softened; null where the file does not say
public record Snapshot(
        Bodies bodies,
        String places,
        long[] lines,
        Double softening,
        Double gravitationalConstant,
        Double timeStep,
        Units units,
        Long step,
        Double time,
        List<ExternalField> fields,
        SofteningKernel softeningKernel) {
    /// The state of a run.
    ///
    /// @param plan by which the bodies came there
    public static Snapshot of(Bodies bodies, Plan plan, Moment at) {
        return new Snapshot(
                bodies,
                "body",
                LongStream.rangeClosed(1, bodies.count()).toArray(),
                plan.softening(),
                plan.gravitationalConstant(),
                plan.timeStep(),
                plan.units(),
                at.step(),
                at.time(),
                plan.fields(),
                plan.softeningKernel());
    }

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
                places,
                lines,
                softening == null ? null : softening * other.of(Dimension.LENGTH, units),
                g,
                timeStep == null ? null : timeStep * other.of(Dimension.TIME, units),
                other,
                step,
                time == null ? null : time * other.of(Dimension.TIME, units),
                fields.stream()
                        .map(field -> field.in(other, units, other.massOf(units, there, g)))
                        .toList(),
                softeningKernel);
    }

    /// A body in words: its name or id, and its place.
    public String describe(int body) {
        return "%s (%s %d)".formatted(bodies.labels().text(body), places, lines[body]);
    }
}
