package hyades.nbody;

import hyades.comm.Communicator;
import hyades.nbody.DistributedNBody.Plan;
import java.util.ArrayList;
import java.util.List;

/// Integrations one after the other, of which rank 0 knows what and how many they are; all ranks do
/// them.
public final class DistributedIntegration implements KnownProblem.Integration {
    private final Communicator world;
    private final ForceChoice choice;
    private final int threads;

    /// @param choice the same on every rank
    /// @param threads that compute on this rank, at least 1
    public DistributedIntegration(Communicator world, ForceChoice choice, int threads) {
        this.world = world;
        this.choice = choice;
        this.threads = threads;
    }

    /// Integrates on rank 0; collective with [#help].
    ///
    /// @throws DeviceFailure on every rank, as [DistributedNBody#run] has it
    @Override
    public List<KnownProblem.State> run(Bodies start, Plan plan) {
        world.broadcast(new byte[] {1}, 0);
        List<KnownProblem.State> states = new ArrayList<>();
        integrate(plan, start, new DistributedNBody.Observer() {
            private Diagnostics measured;

            @Override
            public void measured(Moment at, Diagnostics diagnostics) {
                measured = diagnostics;
            }

            @Override
            public void stepped(Moment at, Bodies bodies) {
                if (measured != null) {
                    states.add(new KnownProblem.State(at.time(), bodies.copy(), measured));
                    measured = null;
                }
            }
        });
        return states;
    }

    /// Lets the other ranks end.
    public void end() {
        world.broadcast(new byte[1], 0);
    }

    /// Computes on the other ranks what rank 0 asks for, until its [#end].
    ///
    /// @throws DeviceFailure on every rank, as [DistributedNBody#run] has it
    public void help() {
        while (world.broadcast(new byte[0], 0)[0] == 1) {
            integrate(null, null, null);
        }
    }

    private void integrate(Plan plan, Bodies start, DistributedNBody.Observer observer) {
        int count = start == null ? 0 : start.count();
        DistributedForces forces = DistributedForces.of(world, choice, count, threads);
        try (DistributedNBody nbody = new DistributedNBody(world, plan, start, 0, new double[0], forces, threads)) {
            nbody.run(observer);
        }
    }
}
