package hyades.vo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Asks services what lies where. Any number of threads may ask at once.
///
/// @param patience how long it may take to find out about one target, whatever has to be asked for that
/// @param most objects that a service is to answer with
public record ConeSearch(Web web, Duration patience, long most) {
    /// Of a target, from now on.
    public Deadline deadline() {
        return Deadline.in(patience);
    }

    /// The object that has a name, and where it is.
    ///
    /// @param simbad a service with SIMBAD's tables
    /// @param deadline of the target
    /// @throws IOException in one line, if none has, or the service does not answer
    public SkyObject named(URI simbad, String name, Deadline deadline) throws IOException, InterruptedException {
        SkyTable found = new TapService(simbad, web).query(Adql.named(name), 1, deadline);
        for (List<Object> row : found.rows()) {
            SkyPoint place = row.size() == 4 ? Neighbourhood.place(row.get(1), row.get(2)) : null;
            if (place != null) {
                String type = row.get(3) == null ? "" : row.get(3).toString();
                return new SkyObject(
                        row.getFirst() == null ? name : row.getFirst().toString(), type, place, 0);
            }
        }
        throw new IOException(
                found.rows().isEmpty()
                        ? "%s knows no object of this name".formatted(simbad.getHost())
                        : "%s does not know where it is".formatted(simbad.getHost()));
    }

    /// What lies around a point.
    ///
    /// @param radius [deg]
    /// @param deadline of the target
    /// @throws IOException in one line, if the service does not answer with a table
    public Neighbourhood around(ConeTable table, SkyPoint centre, double radius, Deadline deadline)
            throws IOException, InterruptedException {
        SkyTable answer = new TapService(table.service(), web).query(Adql.cone(table, centre, radius), most, deadline);
        return Neighbourhood.of(table, centre, radius, answer);
    }
}
