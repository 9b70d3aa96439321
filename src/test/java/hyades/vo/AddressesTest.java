package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ranges of RFC 6890 and their neighbours; of numbers, so that nobody is asked for a name.
class AddressesTest {
    private final Addresses addresses = new Addresses(InetAddress::getAllByName);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.255",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "224.0.0.1",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[fdff::1]",
                "[ff02::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::]",
                "255.255.255.255",
                "240.0.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "192.0.0.8",
                "[::127.0.0.1]",
                "[2001::a00:1]",
                "[100::1]",
                "[64:ff9b:1::a00:1]"
            })
    void privateAddressesAreKnown(String host) {
        assertTrue(addresses.isPrivate(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.1",
                "9.255.255.255",
                "11.0.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "100.63.0.1",
                "100.128.0.1",
                "169.253.1.1",
                "223.255.255.255",
                "198.17.0.1",
                "198.20.0.1",
                "192.0.1.1",
                "[2001:4860::1]",
                "[2001:1::1]",
                "[fbff::1]",
                "[64:ff9a::1]",
                "[::ffff:9.9.9.9]"
            })
    void othersAreNot(String host) {
        assertFalse(addresses.isPrivate(host));
    }

    /// One private address among several is enough, since it may be the one that is asked.
    @Test
    void allAddressesOfANameCount() {
        Addresses two = new Addresses(
                _ -> new InetAddress[] {InetAddress.getByName("192.0.2.1"), InetAddress.getByName("127.0.0.1")});
        assertTrue(two.isPrivate("host"));
        Addresses none = new Addresses(host -> {
            throw new UnknownHostException(host);
        });
        assertEquals(false, none.isPrivate("host"));
    }
}
