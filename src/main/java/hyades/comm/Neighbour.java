package hyades.comm;

/// What goes from this rank to another one, and what comes from it, in an exchange.
///
/// @param rank the other one
/// @param out what it gets: as much as it expects of this rank; may be changed as soon as the
/// exchange is posted
/// @param in where its own goes; not to be read or changed before the exchange is awaited
public record Neighbour(int rank, double[] out, double[] in) {}
