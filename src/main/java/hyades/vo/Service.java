package hyades.vo;

import hyades.storage.FileFault;
import hyades.text.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A service.
///
/// @param name for people; its address where it has none
/// @param address under which its resources lie, such as `/availability`
public record Service(String name, URI address) {
    private static final String BUILT_IN = "services.txt";

    /// A service without a name.
    ///
    /// @throws IllegalArgumentException that says what was expected
    public static Service at(String address) {
        URI uri = ServiceAddress.parse(address);
        return new Service(uri.toString(), uri);
    }

    /// Where a resource of it lies.
    ///
    /// @param resource such as `availability`
    public URI resource(String resource) {
        return ServiceAddress.below(address, resource);
    }

    /// The services of a file: one a line, its name if it has one and its address; what follows `#` is a comment.
    ///
    /// @throws IOException in one line: the file, the line, and what was expected there
    public static List<Service> read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, FileFault.reason(e)), e);
        }
        return parse(lines, file.toString());
    }

    /// Those that are asked where nobody says which.
    public static List<Service> builtIn() {
        try {
            return parse(Resource.beside(Service.class, BUILT_IN).lines().toList(), BUILT_IN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Service> parse(List<String> lines, String file) throws IOException {
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            int end = line.length() - line.replaceFirst(".*\\s", "").length();
            try {
                Service service = at(line.substring(end));
                services.add(
                        end == 0 ? service : new Service(line.substring(0, end).strip(), service.address));
            } catch (IllegalArgumentException e) {
                throw new IOException("%s, line %d: '%s': %s".formatted(file, i + 1, line, e.getMessage()));
            }
        }
        if (services.isEmpty()) {
            throw new IOException("%s: no service is in it".formatted(file));
        }
        return services;
    }
}
