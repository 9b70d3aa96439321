package hyades.farm;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// What a [Journal] knows of an item.
final class JournalEntry {
    /// A checksum of the item's name.
    int name;

    /// The outcome as it is written, which takes a third of the memory; null where there is none.
    byte[] outcome;

    /// How often it has failed and was to be tried again.
    int failures;

    /// How often it was at hand when a process ended.
    int deaths;

    /// Whether it is begun and not ended.
    boolean isAtHand;

    static int sum(Item item) {
        CRC32C sum = new CRC32C();
        sum.update(item.name().getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    boolean isKnown() {
        return outcome != null || failures > 0 || deaths > 0;
    }
}
