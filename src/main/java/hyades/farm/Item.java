package hyades.farm;

/// A piece of work that needs no other.
///
/// @param name tells the work what to do
/// @param size of the work, in any unit
public record Item(String name, long size) {}
