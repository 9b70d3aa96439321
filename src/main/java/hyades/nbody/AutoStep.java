package hyades.nbody;

import java.util.List;
import java.util.Optional;

/// The time step of `--dt auto`: [#PARTS] of them are what a body takes to cross the softening length, and
/// [NBodySetup#STEPS_OF_ORBIT] of them, at least, the shortest orbit of two bodies, and
/// [NBodySetup#STEPS_OF_TIME_SCALE] the shortest circle in external fields.
///
/// In a system softened by ε forces change over ε, so that a body of speed v feels them change in the time ε/v. With
/// ω = v/ε the leapfrog's frequency is then off by (ω dt)²/24, which is 2e-5.
///
/// @param length of the step [s]
/// @param crossing ε/v [s]; infinite where nothing is softened
/// @param speed v [m/s]: the root of the mean square relative to the centre of mass or, where that is larger, that of a
///     circle around all mass at the largest distance from there, which bodies at rest will get
/// @param isOfRest whether it is the latter
/// @param orbit of which the step is a part, where that is shorter
/// @param circle the shortest in external fields [s]; infinite where there are none
public record AutoStep(
        double length, double crossing, double speed, boolean isOfRest, Optional<ShortestOrbit> orbit, double circle) {
    /// Steps in which the softening length is crossed.
    public static final int PARTS = 50;

    /// Finds it for bodies as they are.
    ///
    /// @throws IllegalArgumentException if there is none: nothing pulls at anything
    static AutoStep of(
            Bodies bodies,
            double gravitationalConstant,
            double softening,
            SofteningKernel kernel,
            List<ExternalField> fields) {
        double moving = speed(bodies);
        double circular =
                Math.sqrt(gravitationalConstant * bodies.totalMass() / Math.hypot(bodies.extent(), softening));
        boolean isOfRest = !(moving >= circular);
        double speed = isOfRest ? circular : moving;
        boolean isSoftened = softening > 0 && bodies.count() > 1 && bodies.totalMass() > 0;
        double crossing = isSoftened ? softening / speed : Double.POSITIVE_INFINITY;
        Optional<ShortestOrbit> shorter = ShortestOrbit.of(bodies, gravitationalConstant, softening, kernel)
                .filter(orbit -> orbit.period() / NBodySetup.STEPS_OF_ORBIT < crossing / PARTS);
        double circle = ExternalField.shortestOrbit(fields, gravitationalConstant, bodies);
        double ofBodies =
                shorter.map(orbit -> orbit.period() / NBodySetup.STEPS_OF_ORBIT).orElse(crossing / PARTS);
        double length = Math.min(ofBodies, circle / NBodySetup.STEPS_OF_TIME_SCALE);
        if (!Double.isFinite(length)) {
            throw new IllegalArgumentException("expected a time for --dt: none follows where no two bodies pull");
        }
        return new AutoStep(length, crossing, speed, isOfRest, shorter, circle);
    }

    private static double speed(Bodies bodies) {
        double square = 0;
        double mass = bodies.totalMass();
        for (double[] v : bodies.velocity) {
            double mean = Diagnostics.sum(bodies.mass, v) / mass;
            for (double each : v) {
                square += (each - mean) * (each - mean);
            }
        }
        return Math.sqrt(square / bodies.count());
    }

    /// Why it is so long, in one line.
    ///
    /// @param softening by which it was found
    public String reason(Bodies bodies, double softening, Units units) {
        if (length == circle / NBodySetup.STEPS_OF_TIME_SCALE) {
            return "%s = P / %d, since the shortest circle in the external fields takes P = %s"
                    .formatted(
                            units.round(Dimension.TIME, length),
                            NBodySetup.STEPS_OF_TIME_SCALE,
                            units.round(Dimension.TIME, circle));
        }
        String softened = softening == 0 ? "none" : units.round(Dimension.LENGTH, softening);
        return orbit.map(
                        pair -> "%s = P / %d, since the shortest orbit, of %s and %s at %s, takes P = %s; softening: %s"
                                .formatted(
                                        units.round(Dimension.TIME, length),
                                        NBodySetup.STEPS_OF_ORBIT,
                                        bodies.labels().text(pair.first()),
                                        bodies.labels().text(pair.second()),
                                        units.round(Dimension.LENGTH, pair.distance()),
                                        units.round(Dimension.TIME, pair.period()),
                                        softened))
                .orElseGet(() -> "%s = t / %d, since bodies of %s (%s) cross the softening length of %s in t = %s"
                        .formatted(
                                units.round(Dimension.TIME, length),
                                PARTS,
                                units.round(Dimension.VELOCITY, speed),
                                isOfRest ? "that of a circle around all" : "root of the mean square",
                                softened,
                                units.round(Dimension.TIME, crossing)));
    }
}
