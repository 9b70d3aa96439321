package hyades.comm;

/// A wish from outside that the ranks of this process stop in good order.
@FunctionalInterface
public interface StopWish {
    /// Whether there is one.
    boolean isMade();

    /// A rank's work begins: until then a wish costs nothing.
    ///
    /// @param listens whether it asks [#isMade] now and then; if not, the wish ends the process
    /// @param keeps whether what is done by then is kept where a rank is lost
    default void begin(boolean listens, boolean keeps) {}
}
