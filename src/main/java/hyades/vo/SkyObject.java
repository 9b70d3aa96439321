package hyades.vo;

/// An object of a catalogue near some point.
///
/// @param name as the catalogue has it; empty where it has none
/// @param type what it is, in SIMBAD's short words; empty where nothing is said
/// @param separation from the point [arcsec]
public record SkyObject(String name, String type, SkyPoint place, double separation) {}
