package hyades.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/// Passes on what is written to it in whole lines, so that those of several ranks never mix within one. A carriage
/// return ends a piece too: progress bars redraw with it.
public final class Pieces extends OutputStream {
    /// Where pieces go.
    public interface Sink {
        /// @param piece with its end
        void accept(byte[] piece);
    }

    private final Sink sink;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();

    public Pieces(Sink sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void write(int b) {
        piece.write(b);
        if (b == '\n' || b == '\r') {
            pass();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            write(bytes[i]);
        }
    }

    /// Passes on what has no end yet, with one.
    @Override
    public synchronized void close() {
        if (piece.size() > 0) {
            write('\n');
        }
    }

    /// Passes on what has no end yet, as it is.
    synchronized void passRest() {
        if (piece.size() > 0) {
            pass();
        }
    }

    private void pass() {
        byte[] whole = piece.toByteArray();
        piece.reset();
        sink.accept(whole);
    }
}
