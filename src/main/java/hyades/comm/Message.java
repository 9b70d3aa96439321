package hyades.comm;

/// What one rank has sent to another.
///
/// @param from the rank that sent it
/// @param content any number of bytes
public record Message(int from, byte[] content) {}
