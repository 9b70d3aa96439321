package hyades.sweep;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;

/// What came of a task that was run.
///
/// @param host where
public record TaskResult(Ended ended, String host, TaskOutput out, TaskOutput err) {
    /// To be sent, and to be recorded.
    ///
    /// @param outputs as with [TaskOutput#write]
    void write(DataOutput to, Path outputs) throws IOException {
        to.writeLong(ended.startMillis());
        to.writeDouble(ended.seconds());
        to.writeInt(ended.exit());
        to.writeByte(ended.signal());
        to.writeBoolean(ended.isCut());
        to.writeUTF(host);
        out.write(to, outputs);
        err.write(to, outputs);
    }

    /// The inverse of [#write].
    static TaskResult read(DataInput in, Path outputs) throws IOException {
        Ended ended = new Ended(in.readLong(), in.readDouble(), in.readInt(), in.readByte(), in.readBoolean());
        return new TaskResult(ended, in.readUTF(), TaskOutput.read(in, outputs), TaskOutput.read(in, outputs));
    }
}
