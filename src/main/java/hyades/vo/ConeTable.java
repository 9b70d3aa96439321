package hyades.vo;

import java.net.URI;
import java.util.List;

/// A table of objects on the sky that a TAP service has.
///
/// @param service its address
/// @param table its name in ADQL
/// @param name column of the objects' names; empty where there is none
/// @param ra column of right ascensions [deg], ICRS
/// @param dec column of declinations [deg]
/// @param type column of what objects are, as SIMBAD has it; empty where there is none
/// @param others what else is asked for
public record ConeTable(
        URI service, String table, String name, String ra, String dec, String type, List<String> others) {
    /// SIMBAD's service at the Centre de Données astronomiques de Strasbourg.
    public static final URI SIMBAD = URI.create("https://simbad.cds.unistra.fr/simbad/sim-tap");

    /// @throws IllegalArgumentException that says what was expected, if a name is no identifier of ADQL
    public ConeTable {
        Adql.identifier(table);
        Adql.identifier(ra);
        Adql.identifier(dec);
        for (String optional : List.of(name, type)) {
            if (!optional.isEmpty()) {
                Adql.identifier(optional);
            }
        }
        others.forEach(Adql::identifier);
        others = List.copyOf(others);
    }

    /// SIMBAD's objects.
    ///
    /// @param service one that has SIMBAD's tables
    public static ConeTable simbad(URI service) {
        return new ConeTable(service, "basic", "main_id", "ra", "dec", "otype", List.of());
    }
}
