package hyades.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RendezvousTest {
    /// Strangers who say nothing, nonsense, or claim a rank that is none or taken: the ranks find each other all
    /// the same, and each is told where all listen, in rank order.
    @Test
    void strangersDisturbNobody() throws Exception {
        try (Rendezvous rendezvous = new Rendezvous(3)) {
            rendezvous.start();
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                open.add(new Socket(Rendezvous.HOST, rendezvous.port()));
            }
            Socket nonsense = new Socket(Rendezvous.HOST, rendezvous.port());
            nonsense.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertTrue(greet(rendezvous, 99).getInputStream().read() < 0);
            assertTrue(greet(rendezvous, -1).getInputStream().read() < 0);

            List<Socket> ranks = new ArrayList<>();
            for (int rank : new int[] {2, 0}) {
                ranks.add(greet(rendezvous, rank));
            }
            Thread.sleep(200); // until the first two are written down
            assertTrue(greet(rendezvous, 0).getInputStream().read() < 0);
            ranks.add(greet(rendezvous, 1));
            for (Socket rank : ranks) {
                assertEquals(
                        "#Peer Information;127.0.0.1@2000@1000@0;127.0.0.1@2001@1001@1;127.0.0.1@2002@1002@2",
                        new DataInputStream(rank.getInputStream()).readUTF());
            }
            for (Socket stranger : open) {
                stranger.close();
            }
        }
    }

    /// As MPJ Express's niodev does: write port, read port, rank.
    private static Socket greet(Rendezvous rendezvous, int rank) throws IOException {
        Socket socket = new Socket(Rendezvous.HOST, rendezvous.port());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeUTF("Sending Info");
        out.writeInt(1000 + rank);
        out.writeInt(2000 + rank);
        out.writeInt(rank);
        return socket;
    }
}
