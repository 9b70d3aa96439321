package hyades.vo;

import java.io.IOException;
import java.net.URI;

/// Where somebody wants to look.
///
/// @param name of an object, or what the place is called
/// @param place null for where the object of the name is
/// @param radius [deg]
public record Target(String name, SkyPoint place, double radius) {
    /// What was found there.
    ///
    /// @param object that has the target's name; null where its place was given
    public record Found(SkyObject object, Neighbourhood around) {}

    /// Looks there, within one deadline.
    ///
    /// @param simbad a service with SIMBAD's tables, which names are asked of
    /// @throws IOException in one line, if nothing could be found out
    public Found search(ConeSearch search, ConeTable table, URI simbad) throws IOException, InterruptedException {
        Deadline deadline = search.deadline();
        SkyObject object = place == null ? search.named(simbad, name, deadline) : null;
        return new Found(object, search.around(table, place == null ? object.place() : place, radius, deadline));
    }
}
