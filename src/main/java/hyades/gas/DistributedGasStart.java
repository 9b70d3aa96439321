package hyades.gas;

import hyades.comm.Communicator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What every rank begins with: what rank 0 knows.
record DistributedGasStart(GasPlan plan, GasMoment moment) {
    /// Broadcasts it; collective.
    ///
    /// @param plan, moment on rank 0; ignored elsewhere
    static DistributedGasStart of(Communicator world, GasPlan plan, GasMoment moment) {
        try {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            if (world.rank() == 0) {
                DataOutputStream out = new DataOutputStream(written);
                plan.write(out);
                out.writeLong(moment.step());
                out.writeDouble(moment.time());
                out.writeLong(moment.outputs());
            }
            byte[] bytes = world.broadcast(written.toByteArray(), 0);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            return new DistributedGasStart(
                    GasPlan.read(in), new GasMoment(in.readLong(), in.readDouble(), in.readLong()));
        } catch (IOException e) { // arrays have none
            throw new UncheckedIOException(e);
        }
    }
}
