package hyades.storage;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file in the making, under a temporary name in the folder where it is to be. [#commit] syncs it, gives it its
/// name and syncs the folder: whatever ends the process or the machine before leaves no file of that name that is not
/// whole, and what had the name before stays.
///
/// The temporary file is one that was not there, never what a link leads to, and goes with a process that ends while it
/// is written. It is locked meanwhile: one that nobody has locked is what a killed process left.
///
/// All goes through the file system of the path: tests hand in one that tells of every write, sync and rename.
public final class WholeFile implements AutoCloseable {
    /// Those that this process has open.
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private static final Pattern PARTIAL = Pattern.compile("\\.(.+)\\.\\d+-\\d+\\.part");

    /// Writes what a file holds.
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// Writes what a file of text holds.
    public interface Text {
        void write(Writer out) throws IOException;
    }

    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final Thread ending = new Thread(this::leave, "end of a file in the making");
    private boolean committed;

    /// Begins a file.
    ///
    /// @throws IOException in one line, with the file, if the folder cannot be written into
    public WholeFile(Path file) throws IOException {
        this.file = file;
        long number = Thread.currentThread().threadId();
        while (Files.exists(partial(file, number), LinkOption.NOFOLLOW_LINKS)) {
            number++; // a killed process's, or a link that somebody has put there
        }
        partial = partial(file, number);
        channel = open();
        OPEN.add(plain(partial));
        lock(channel);
        try {
            Runtime.getRuntime().addShutdownHook(ending);
        } catch (IllegalStateException e) {
            // the process is ending; others have been left
        }
    }

    private static Path plain(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private FileChannel open() throws IOException {
        try {
            return FileChannel.open(
                    partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such folder", e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void leave() {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // there is nobody left to tell
        }
    }

    private static Path partial(Path file, long number) {
        return file.resolveSibling(".%s.%d-%d.part"
                .formatted(file.getFileName(), ProcessHandle.current().pid(), number));
    }

    /// Writes a whole file.
    ///
    /// @throws IOException if it cannot be written; what was there before stays
    public static void write(Path file, Content content) throws IOException {
        try (WholeFile whole = new WholeFile(file)) {
            OutputStream out = new BufferedOutputStream(new NamedStream(whole.channel, file), 1 << 16);
            content.write(out);
            out.flush();
            whole.commit();
        }
    }

    /// Writes a whole file of text in UTF-8, as [#write] does.
    public static void writeText(Path file, Text text) throws IOException {
        try (WholeFile whole = new WholeFile(file)) {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(new NamedStream(whole.channel, file), StandardCharsets.UTF_8), 1 << 16);
            text.write(out);
            out.flush();
            whole.commit();
        }
    }

    /// Writes a whole file of text in UTF-8, as [#write] does.
    public static void writeText(Path file, CharSequence text) throws IOException {
        writeText(file, out -> out.append(text));
    }

    /// Renames a file or folder, whose content is synced, within a folder or into another; whole or not at all.
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(to.toAbsolutePath().getParent());
    }

    /// Sees to it that the names in a folder survive the machine.
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        }
    }

    /// Deletes the temporary files in `folder` that nobody writes any more, of files whose names `isWanted` accepts.
    public static void removeAbandoned(Path folder, Predicate<String> isWanted) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path file : files) {
                Matcher name = PARTIAL.matcher(file.getFileName().toString());
                if (name.matches()
                        && isWanted.test(name.group(1))
                        && !OPEN.contains(plain(file)) // to look for a lock of one's own is to lose it
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessLocked(file);
                }
            }
        }
    }

    private static void removeUnlessLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (lock(channel)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // it has just been finished
        }
    }

    /// @return whether the lock is ours now
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) { // no locks on this file system, or another rank's
            return false;
        }
    }

    /// Where to write the content.
    public FileChannel channel() {
        return channel;
    }

    /// What a failure to write there is, with the file's name before it.
    public IOException failure(IOException e) {
        return NamedStream.named(file, e);
    }

    /// Makes the file appear.
    ///
    /// @throws IOException if it cannot; what was there before stays
    public void commit() throws IOException {
        commit(null);
    }

    /// Makes the file appear.
    ///
    /// @param previous the name for the file that has been there; null where it is not kept
    void commit(Path previous) throws IOException {
        NamedStream.force(channel, file);
        channel.close();
        if (previous != null && Files.exists(file)) {
            Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            rename(partial, file);
        } catch (IOException e) {
            throw failure(e);
        }
        committed = true;
    }

    /// Leaves what is not committed.
    @Override
    public void close() throws IOException {
        channel.close();
        try {
            if (!committed) {
                Files.deleteIfExists(partial);
            }
        } finally {
            forget();
        }
    }

    private void forget() {
        OPEN.remove(plain(partial));
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // the process is ending
        }
    }
}
