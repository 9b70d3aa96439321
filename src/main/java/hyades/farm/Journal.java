package hyades.farm;

import hyades.storage.RecordLog;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What has become of a farm's items, in a file of which whoever goes on learns it: rank 0's. An outcome counts when
/// [#commit] has returned.
///
/// That tasks are begun is written too, so that one which ends its process is known afterwards: whoever goes on finds
/// it begun and not ended. The processes may as well have been ended from outside. So an item is suspected at first,
/// and done when no other such is at hand; only what was at hand three times, and once more for each retry, is in
/// quarantine.
///
/// For two threads at a time: those that hand tasks out, one after the other, and rank 0's own.
public final class Journal<T> implements AutoCloseable {
    /// So often an item may be at hand when processes are ended, and nothing is held against it.
    private static final int DEATHS_BY_CHANCE = 2;

    /// Records that an undisturbed run leaves of an item at most: it was begun, and ended.
    private static final int RECORDS_OF_AN_ITEM = 2;

    /// So many more than that are worth writing the file anew.
    private static final int WORTH_COMPACTING = 1000;

    private static final byte KEY = 'K';
    private static final byte BEGUN = 'B';
    private static final byte FAILED = 'F';
    private static final byte ENDED = 'E';
    private static final byte CLOSED = 'C';
    private static final byte DEATHS = 'D';

    /// Of a record of an outcome: its kind, the item's number and the checksum of its name.
    private static final int BEFORE_OUTCOME = Byte.BYTES + 2 * Integer.BYTES;

    private final Path file;
    private final Work<T> work;
    private final Predicate<Outcome<T>> kept;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Bytes bytes = new Bytes();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private RecordLog log;
    private String key;
    private int recorded;
    private long records;

    /// A record in the making.
    private static final class Bytes extends ByteArrayOutputStream {
        private byte[] array() {
            return buf;
        }
    }

    private Journal(Path file, Work<T> work, Predicate<Outcome<T>> kept) {
        this.file = file;
        this.work = work;
        this.kept = kept;
    }

    /// Begins a journal, or goes on with the one that is there.
    ///
    /// @param key says what work it is: a journal of other work is refused
    /// @param kept which of the outcomes that are there are not to be had anew
    /// @throws IOException in one line, if it is of other work, of another run that goes on, or cannot be written
    public static <T> Journal<T> open(Path file, String key, Work<T> work, Predicate<Outcome<T>> kept)
            throws IOException {
        Journal<T> journal = new Journal<>(file, work, kept);
        journal.log = RecordLog.open(file, journal::read);
        if (journal.log.damaged() > 0) {
            journal.remarks.add("%s: %d bytes at its end are damaged or half written, and left out"
                    .formatted(file, journal.log.damaged()));
        }
        if (journal.key == null) {
            journal.writeKey(key);
        } else if (!journal.key.equals(key)) {
            journal.log.close();
            throw new IOException("%s: is of other work: expected %s, found %s".formatted(file, key, journal.key));
        }
        journal.countDeaths();
        journal.compact(key);
        return journal;
    }

    private void read(long position, DataInputStream record) throws IOException {
        records++;
        switch (record.readByte()) {
            case KEY -> key = Outcome.readText(record);
            case BEGUN -> {
                for (int left = record.readInt(); left > 0; left--) {
                    entry(record.readInt()).isAtHand = true;
                }
            }
            case FAILED -> {
                JournalEntry entry = entry(record.readInt());
                entry.failures = record.readInt();
                entry.isAtHand = false;
            }
            case ENDED -> {
                JournalEntry entry = entry(record.readInt());
                entry.isAtHand = false;
                entry.name = record.readInt();
                boolean isKept = kept.test(Outcome.read(work, record));
                recorded += (isKept ? 1 : 0) - (entry.record == 0 ? 0 : 1);
                entry.record = isKept ? position : 0;
                entry.failures = 0;
                entry.deaths = 0;
            }
            case DEATHS -> entry(record.readInt()).deaths = record.readInt();
            case CLOSED -> entries.forEach(entry -> entry.isAtHand = false);
            default -> throw new IOException("%s: has records of another version".formatted(file));
        }
    }

    private Outcome<T> outcome(JournalEntry entry) throws IOException {
        DataInputStream record = log.read(entry.record);
        record.skipNBytes(BEFORE_OUTCOME);
        return Outcome.read(work, record);
    }

    private JournalEntry entry(int index) {
        while (entries.size() <= index) {
            entries.add(new JournalEntry());
        }
        return entries.get(index);
    }

    /// What is at hand now was so when the process ended.
    private void countDeaths() throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            JournalEntry entry = entries.get(i);
            if (entry.isAtHand) {
                entry.isAtHand = false;
                entry.deaths++;
                writeNumbers(DEATHS, i, entry.deaths);
            }
            if (entry.deaths > DEATHS_BY_CHANCE && !kept.test(new Outcome.Quarantined<>(entry.deaths))) {
                entry.deaths = 1; // it is still done alone
                writeNumbers(DEATHS, i, entry.deaths);
            }
        }
        append(CLOSED);
        log.flush();
    }

    /// A journal of a run that was ended again and again says the same again and again.
    private void compact(String of) throws IOException {
        long live = entries.stream().filter(JournalEntry::isKnown).count();
        if (records < RECORDS_OF_AN_ITEM * live + WORTH_COMPACTING) {
            return;
        }
        Path other = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(other);
        try (RecordLog old = log) { // which is locked until the other has its place, and is
            log = RecordLog.open(other, (_, _) -> {});
            writeKey(of);
            for (int i = 0; i < entries.size(); i++) {
                writeEntry(i, entries.get(i), old);
            }
            log.takePlaceOf(file);
        }
    }

    private void writeEntry(int index, JournalEntry entry, RecordLog old) throws IOException {
        if (entry.record > 0) {
            bytes.reset();
            old.read(entry.record).transferTo(out);
            entry.record = end();
        }
        if (entry.failures > 0) {
            writeNumbers(FAILED, index, entry.failures);
        }
        if (entry.deaths > 0) {
            writeNumbers(DEATHS, index, entry.deaths);
        }
    }

    private synchronized void writeKey(String text) throws IOException {
        begin(KEY);
        Outcome.writeText(text, out);
        end();
    }

    private synchronized void writeNumbers(byte kind, int index, int number) throws IOException {
        begin(kind);
        out.writeInt(index);
        out.writeInt(number);
        end();
    }

    private synchronized void append(byte kind) throws IOException {
        begin(kind);
        end();
    }

    private void begin(byte kind) throws IOException {
        bytes.reset();
        out.writeByte(kind);
    }

    private long end() throws IOException {
        return log.append(bytes.array(), bytes.size());
    }

    /// What there is to say of what was found, a line each.
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /// How many outcomes were found that are kept.
    public int recorded() {
        return recorded;
    }

    /// Whether an outcome of an item was found that is kept.
    public boolean isRecorded(int index) {
        return index < entries.size() && entries.get(index).record > 0;
    }

    /// What an earlier run has recorded of an item.
    ///
    /// @return null for nothing
    /// @throws IOException in one line if the item with this number was another
    Outcome<T> outcome(int index, Item item, int retries) throws IOException {
        if (index >= entries.size()) {
            return null;
        }
        JournalEntry entry = entries.get(index);
        if (entry.record == 0) {
            return entry.deaths > DEATHS_BY_CHANCE + retries ? new Outcome.Quarantined<>(entry.deaths) : null;
        }
        if (entry.name != JournalEntry.sum(item)) {
            throw new IOException(
                    "%s: is of other work: item %d is %s, and was another".formatted(file, index + 1, item.name()));
        }
        return outcome(entry);
    }

    /// What is recorded of an item whose outcome was told, by this run or an earlier one.
    ///
    /// @throws IOException in one line if somebody has changed the file
    public Outcome<T> told(int index) throws IOException {
        return outcome(entries.get(index));
    }

    /// How often an item has failed in an earlier run, which was ended before it was tried again.
    int failures(int index) {
        return index < entries.size() ? entries.get(index).failures : 0;
    }

    /// Whether an item was at hand when a process ended.
    boolean isSuspect(int index) {
        return index < entries.size() && entries.get(index).deaths > 0;
    }

    /// Tasks are about to be begun; survives the process when it returns.
    synchronized void begun(List<Task> tasks) throws IOException {
        begin(BEGUN);
        out.writeInt(tasks.size());
        for (Task task : tasks) {
            out.writeInt(task.index());
        }
        end();
        log.flush();
    }

    /// A task has failed, and is tried again.
    synchronized void failed(Task task) throws IOException {
        writeNumbers(FAILED, task.index(), task.attempt());
    }

    /// An outcome that stays; it counts after the next [#commit].
    synchronized void ended(int index, Item item, Outcome<T> outcome) throws IOException {
        begin(ENDED);
        out.writeInt(index);
        out.writeInt(JournalEntry.sum(item));
        outcome.write(work, out);
        entry(index).record = end();
    }

    /// Sees to it that the outcomes so far survive the machine.
    void commit() throws IOException {
        synchronized (this) {
            log.flush();
        }
        log.force();
    }

    /// Says that nothing is at hand.
    void rest() throws IOException {
        append(CLOSED);
    }

    /// Syncs and ends the file.
    @Override
    public void close() throws IOException {
        log.close();
    }
}
