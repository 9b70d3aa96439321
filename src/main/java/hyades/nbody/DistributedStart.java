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
/// @param memory what the integrator knows beside them
record DistributedStart(Plan plan, Bodies bodies, long step, double[] memory) {
    /// Broadcasts it; collective.
    ///
    /// @param plan, bodies, step, memory on rank 0; ignored elsewhere
    static DistributedStart of(Communicator world, Plan plan, Bodies bodies, long step, double[] memory) {
        try {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            if (world.rank() == 0) {
                DataOutputStream out = new DataOutputStream(written);
                plan.write(out);
                out.writeLong(step);
                out.writeInt(memory.length);
            }
            byte[] bytes = world.broadcast(written.toByteArray(), 0);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            Plan sent = Plan.read(in);
            long sentStep = in.readLong();
            double[] sentMemory = new double[in.readInt()];
            if (world.rank() == 0) {
                System.arraycopy(memory, 0, sentMemory, 0, memory.length);
            }
            if (sentMemory.length > 0) {
                world.broadcast(sentMemory, 0);
            }
            return new DistributedStart(sent, broadcast(world, bodies), sentStep, sentMemory);
        } catch (IOException e) { // arrays have none
            throw new UncheckedIOException(e);
        }
    }

    private static Bodies broadcast(Communicator world, Bodies initial) {
        double[] shape = new double[3];
        if (world.rank() == 0) {
            shape = new double[] {initial.dimensions(), initial.count(), initial.hasRadii() ? 1 : 0};
        }
        world.broadcast(shape, 0);
        Bodies bodies = world.rank() == 0 ? initial : Bodies.empty((int) shape[0], (int) shape[1], shape[2] == 1);
        double[] all = bodies.pack();
        world.broadcast(all, 0);
        bodies.unpack(all);
        return bodies;
    }
}
