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

    /// 0.0.0.0/8 (this network) and 100.64.0.0/10 (behind a provider's translation); RFC 6890.
    private static boolean isShared(byte[] address) {
        return address[0] == 0 || address[0] == 100 && (address[1] & 0xc0) == 64;
    }

    /// fc00::/7 (RFC 4193), and 64:ff9b::/96 and 2002::/16, in which any address of IPv4 may hide (RFC 6052, 3056).
    private static boolean isUniqueLocal(byte[] address) {
        int first = (address[0] & 0xff) << 8 | address[1] & 0xff;
        int second = (address[2] & 0xff) << 8 | address[3] & 0xff;
        return (first & 0xfe00) == 0xfc00 || first == 0x2002 || first == 0x64 && second == 0xff9b;
    }
}
