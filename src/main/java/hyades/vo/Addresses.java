package hyades.vo;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Tells what lies on this machine or in a private network from what all can reach, so that no service sends us to
/// what only we can ask.
final class Addresses {
    /// Names of hosts.
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final Names names;

    Addresses(Names names) {
        this.names = names;
    }

    /// Whether any address of a host is private; one that nobody knows is not, and nobody will answer.
    boolean isPrivate(String host) {
        try {
            for (InetAddress address : names.of(host)) {
                if (isPrivate(address)) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || switch (address) {
                    case Inet4Address four -> isShared(four.getAddress());
                    case Inet6Address six -> isUniqueLocal(six.getAddress());
                    default -> true;
                };
    }

    /// 0.0.0.0/8 (this network), 100.64.0.0/10 (behind a provider's translation), 192.0.0.0/24 (of protocols),
    /// 198.18.0.0/15 (of benchmarks), and 240.0.0.0/4 (of nobody, and all at 255.255.255.255); RFC 6890.
    private static boolean isShared(byte[] address) {
        int first = word(address, 0);
        return first >> 8 == 0
                || (first & 0xffc0) == 0x6440
                || first == 0xc000 && address[2] == 0
                || (first & 0xfffe) == 0xc612
                || first >= 0xf000;
    }

    /// fc00::/7 (RFC 4193), 100::/64, which leads nowhere (RFC 6666), and what any address of IPv4 may hide in: ::/32,
    /// 64:ff9b::/32, 2001::/32 and 2002::/16 (RFC 4291, 6052 and 8215, 4380, 3056).
    private static boolean isUniqueLocal(byte[] address) {
        int first = word(address, 0);
        int second = word(address, 2);
        return (first & 0xfe00) == 0xfc00
                || first == 0x2002
                || first == 0x64 && second == 0xff9b
                || (first == 0 || first == 0x100 || first == 0x2001) && second == 0;
    }

    private static int word(byte[] address, int at) {
        return (address[at] & 0xff) << 8 | address[at + 1] & 0xff;
    }
}
