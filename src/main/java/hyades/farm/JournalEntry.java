package hyades.farm;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// What a [Journal] knows of an item.
final class JournalEntry {
    /// A checksum of the item's name.
    int name;

    /// Where the record of the outcome is, which may be long: a million of them are not to be in memory. 0 where
    /// there is none.
    long record;

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
        return record > 0 || failures > 0 || deaths > 0;
    }
}
