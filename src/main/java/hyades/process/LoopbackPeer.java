package hyades.process;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Who is at the other end of a connection within this machine. The loopback interface is open to every user of a
/// shared machine, and MPJ Express cannot prove anything; but Linux says whose a socket is.
final class LoopbackPeer {
    private static final Path OWN = Path.of("/proc/self");
    private static final int ESTABLISHED = 1;

    private LoopbackPeer() {}

    /// Whether the other end belongs to the user of this process; true too where the system does not say.
    static boolean isOurs(Socket socket) {
        try {
            int user = (Integer) Files.getAttribute(OWN, "unix:uid");
            for (String table : List.of("net/tcp", "net/tcp6")) {
                for (String line : Files.readAllLines(OWN.resolve(table))) {
                    String[] fields = line.strip().split(" +");
                    if (isOtherEnd(fields, socket)) {
                        return Integer.parseInt(fields[7]) == user;
                    }
                }
            }
            return false; // gone already
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return true; // no Linux
        }
    }

    /// Fields of a line of Linux's table of connections: number, local, remote, state, ..., user.
    private static boolean isOtherEnd(String[] fields, Socket socket) {
        return fields.length > 7
                && fields[1].endsWith(port(socket.getPort()))
                && fields[2].endsWith(port(socket.getLocalPort()))
                && fields[3].equals("%02X".formatted(ESTABLISHED));
    }

    private static String port(int port) {
        return ":%04X".formatted(port).toUpperCase(Locale.ROOT);
    }
}
