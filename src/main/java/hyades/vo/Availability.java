package hyades.vo;

import java.util.List;

/// What a service says of itself by VOSI. Dates are as it writes them: not all are dates.
///
/// @param available whether it is; null where it does not say so
/// @param upSince empty where it does not say so, as are the others
/// @param notes for people
public record Availability(Boolean available, String upSince, String downAt, String backAt, List<String> notes) {
    static final Availability UNKNOWN = new Availability(null, "", "", "", List.of());
}
