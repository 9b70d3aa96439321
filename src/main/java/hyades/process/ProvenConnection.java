package hyades.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A connection both ends of which have shown that they know a secret, which itself never travels: each answers the
/// other's fresh nonce with a keyed hash (HMAC-SHA-256, RFC 2104), the one that connected first, so that a stranger
/// who connects gets a random number and nothing else. Every message carries a hash over both nonces, its sender and
/// its place, so that nothing can be changed, repeated or taken from another connection. Messages can be read on the
/// way: they are no secrets.
final class ProvenConnection implements AutoCloseable {
    /// Bytes of a nonce, and of the secrets that [#newSecret] makes.
    static final int NONCE_BYTES = 32;

    private static final int HASH_BYTES = 32;
    private static final int GREETING_MILLIS = 30_000;
    private static final int LONGEST_MESSAGE = 1 << 24;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final boolean connected;
    private final Mac mac;
    private byte[] nonces;
    private long sent;
    private long received;

    private ProvenConnection(Socket socket, byte[] secret, boolean connected) throws IOException {
        this.socket = socket;
        this.connected = connected;
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(GREETING_MILLIS);
        greet();
        socket.setSoTimeout(0);
        socket.setKeepAlive(true);
    }

    /// A new secret, in hexadecimal digits.
    static String newSecret() {
        return HexFormat.of().formatHex(newNonce());
    }

    /// Connects and exchanges proofs.
    ///
    /// @throws IOException nobody is there, or who is there does not know the secret
    static ProvenConnection connect(InetSocketAddress address, int connectMillis, byte[] secret) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, connectMillis);
            return new ProvenConnection(socket, secret, true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Exchanges proofs with whoever connected.
    ///
    /// @throws IOException the other end does not know the secret; the socket is closed then
    static ProvenConnection accept(Socket socket, byte[] secret) throws IOException {
        try {
            return new ProvenConnection(socket, secret, false);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void greet() throws IOException {
        if (connected) {
            byte[] theirs = in.readNBytes(NONCE_BYTES);
            byte[] mine = newNonce();
            nonces = concatenate(theirs, mine);
            out.write(concatenate(mine, hash("connecting", 0, new byte[0])));
            check(in.readNBytes(HASH_BYTES), hash("accepting", 0, new byte[0]));
        } else {
            byte[] mine = newNonce();
            out.write(mine);
            nonces = concatenate(mine, in.readNBytes(NONCE_BYTES));
            check(in.readNBytes(HASH_BYTES), hash("connecting", 0, new byte[0]));
            out.write(hash("accepting", 0, new byte[0]));
        }
    }

    /// Sends one message, whole even if other threads send theirs.
    synchronized void send(byte[] message) throws IOException {
        out.writeInt(message.length);
        out.write(concatenate(message, hash(sender(connected), ++sent, message)));
    }

    /// Waits for a message; on one thread at a time.
    byte[] receive() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_MESSAGE) {
            throw new IOException("no message of this job");
        }
        byte[] message = in.readNBytes(length);
        check(in.readNBytes(HASH_BYTES), hash(sender(!connected), ++received, message));
        return message;
    }

    /// Waits for a message, but not for ever.
    byte[] receive(int millis) throws IOException {
        socket.setSoTimeout(Math.max(1, millis));
        byte[] message = receive();
        socket.setSoTimeout(0);
        return message;
    }

    /// The other end's address as it is seen from here.
    InetAddress remote() {
        return socket.getInetAddress();
    }

    /// This end's address as the other end has it, where nothing in between translates it.
    InetAddress local() {
        return socket.getLocalAddress();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String sender(boolean connected) {
        return connected ? "from the connecting" : "from the accepting";
    }

    private synchronized byte[] hash(String purpose, long place, byte[] message) {
        mac.update(purpose.getBytes(StandardCharsets.UTF_8));
        mac.update(nonces);
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(place).array());
        return mac.doFinal(message);
    }

    private static void check(byte[] hash, byte[] expected) throws IOException {
        if (!MessageDigest.isEqual(hash, expected)) {
            throw new IOException("the other end does not know the secret of this job");
        }
    }

    private static byte[] newNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return nonce;
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
