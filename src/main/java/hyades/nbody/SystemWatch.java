package hyades.nbody;

import java.util.concurrent.CancellationException;

/// Sees how a system of an ensemble fares, as `nbody` does with one alone.
final class SystemWatch implements DistributedNBody.Observer {
    /// The energy of a system is none any more.
    static final class RanAway extends RuntimeException {
        private static final long serialVersionUID = 1;

        private RanAway(long step) {
            super("the total energy is not finite at step %d: it ran away".formatted(step), null, false, false);
        }
    }

    private EnergyScale scale;
    private double largest;
    private double last;
    private double separation = Double.POSITIVE_INFINITY;
    private Diagnostics measured;
    private long measuredStep = -1;
    private long toldStep = -1;

    /// @throws RanAway if the energy is not finite
    @Override
    public void measured(Moment at, Diagnostics diagnostics) {
        if (!Double.isFinite(diagnostics.total())) {
            throw new RanAway(at.step());
        }
        if (scale == null) {
            scale = EnergyScale.of(diagnostics);
        }
        last = scale.error(diagnostics.total());
        largest = Math.max(largest, Math.abs(last));
        measured = diagnostics;
        measuredStep = at.step();
    }

    /// @throws CancellationException if this thread is interrupted: the system is left
    @Override
    public void stepped(Moment at, Bodies bodies) {
        toldStep = at.step();
        if (measuredStep == at.step()) {
            ClosestPair.of(bodies).ifPresent(pair -> separation = Math.min(separation, pair.separation()));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    /// The step at hand.
    long step() {
        return toldStep + 1;
    }

    /// What came of it.
    ///
    /// @param end the last step, which was measured
    SystemResult result(Moment end) {
        return new SystemResult(
                end.step(),
                end.time(),
                largest,
                last,
                measured.virialRatio(),
                measured.lagrangianRadii()[1],
                Double.isInfinite(separation) ? Double.NaN : separation,
                "");
    }
}
