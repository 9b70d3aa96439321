package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// After which steps of a run its whole state is kept.
///
/// @param every steps between two snapshots, from step 0 on; 0: none by number
/// @param at times at which there is one, with the sign of the run's steps, from the start on; steps that
/// vary are cut to end there, of others it is the nearest
public record SnapshotTimes(long every, List<Double> at) {
    public static final SnapshotTimes NONE = new SnapshotTimes(0, List.of());

    /// Sorts the times in the order of the run.
    public SnapshotTimes {
        at = at.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(Math::abs))
                .toList();
    }

    /// Whether there are none at all.
    public boolean areNone() {
        return every == 0 && at.isEmpty();
    }

    /// Whether a state is kept.
    public boolean have(Plan plan, Moment moment) {
        return every > 0 && moment.step() % every == 0
                || at.stream()
                        .anyMatch(time -> plan.scheme().isAdaptive()
                                ? time == moment.time()
                                : nearest(time, plan) == moment.step());
    }

    /// The step of a plan whose steps are all of one length that ends nearest to a time.
    public static long nearest(double time, Plan plan) {
        return Math.round(time / plan.timeStep());
    }

    /// The first of the times that comes after a time, or the end.
    double after(double time, double end) {
        for (double each : at) {
            if (Math.abs(each) > Math.abs(time) && Math.abs(each) < Math.abs(end)) {
                return each;
            }
        }
        return end;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(every);
        out.writeInt(at.size());
        for (double time : at) {
            out.writeDouble(time);
        }
    }

    static SnapshotTimes read(DataInput in) throws IOException {
        long every = in.readLong();
        List<Double> at = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            at.add(in.readDouble());
        }
        return new SnapshotTimes(every, at);
    }
}
