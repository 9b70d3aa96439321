package hyades.nbody;

import hyades.comm.Communicator;
import hyades.nbody.DistributedNBody.Plan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What every rank begins with: what rank 0 knows.
///
/// @param bodies on rank 0 those that were given, elsewhere a copy
/// @param step the steps that brought them there
record DistributedStart(Plan plan, Bodies bodies, long step) {
    /// Broadcasts it; collective.
    ///
    /// @param plan, bodies, step on rank 0; ignored elsewhere
    static DistributedStart of(Communicator world, Plan plan, Bodies bodies, long step) {
        try {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            if (world.rank() == 0) {
                DataOutputStream out = new DataOutputStream(written);
                plan.write(out);
                out.writeLong(step);
            }
            byte[] bytes = world.broadcast(written.toByteArray(), 0);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            return new DistributedStart(Plan.read(in), broadcast(world, bodies), in.readLong());
        } catch (IOException e) { // arrays have none
            throw new UncheckedIOException(e);
        }
    }

    private static Bodies broadcast(Communicator world, Bodies initial) {
        double[] shape = new double[2];
        if (world.rank() == 0) {
            shape = new double[] {initial.dimensions(), initial.count()};
        }
        world.broadcast(shape, 0);
        Bodies bodies = world.rank() == 0 ? initial : Bodies.empty((int) shape[0], (int) shape[1]);
        double[] all = bodies.pack();
        world.broadcast(all, 0);
        bodies.unpack(all);
        return bodies;
    }
}
