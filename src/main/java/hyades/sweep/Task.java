package hyades.sweep;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One command of a sweep.
///
/// @param seq its number, from 1
/// @param values of the inputs, in their order
public record Task(int seq, List<ByteText> values) {
    public Task {
        values = List.copyOf(values);
    }

    /// To be sent.
    public void write(DataOutput out) throws IOException {
        out.writeInt(seq);
        out.writeInt(values.size());
        for (ByteText value : values) {
            value.write(out);
        }
    }

    /// The inverse of [#write].
    public static Task read(DataInput in) throws IOException {
        int seq = in.readInt();
        int count = in.readInt();
        List<ByteText> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(ByteText.read(in));
        }
        return new Task(seq, values);
    }
}
