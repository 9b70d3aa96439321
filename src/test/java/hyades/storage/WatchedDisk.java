package hyades.storage;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The machine's files, with every write, sync, cut, rename and removal told in words, in their order: `write a`,
/// `sync a`, `cut a to 5`, `rename a to b`, `sync folder f`, `remove a`. Temporary names are told without the process
/// and the thread that they hold. A write right after one to the same file is not told.
public final class WatchedDisk extends FileSystemProvider {
    private final FileSystemProvider real = FileSystems.getDefault().provider();
    private final FileSystem files = new WatchedFiles(this);
    private final List<String> told = new ArrayList<>();
    private Predicate<String> fails = _ -> false;

    /// A path whose use is told.
    public Path path(Path path) {
        return (Path) Proxy.newProxyInstance(
                WatchedDisk.class.getClassLoader(), new Class<?>[] {Path.class, Watched.class}, (_, method, given) -> {
                    if (method.getName().equals("getFileSystem")) {
                        return files;
                    }
                    if (method.getName().equals("watched")) {
                        return path;
                    }
                    Object[] arguments = given == null ? new Object[0] : given.clone();
                    for (int i = 0; i < arguments.length; i++) {
                        arguments[i] = arguments[i] instanceof Watched w ? w.watched() : arguments[i];
                    }
                    try {
                        Object result = method.invoke(path, arguments);
                        return result instanceof Path p ? path(p) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /// What only a watched path has.
    interface Watched {
        Path watched();
    }

    /// What happened so far, and forgets it.
    public List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /// From now on the disk is full, or worse, when something like this is to happen.
    public void failWhen(Predicate<String> event) {
        fails = event;
    }

    void tell(String event) throws IOException {
        if (fails.test(event)) {
            throw new IOException("No space left on device");
        }
        if (!event.startsWith("write ") || told.isEmpty() || !told.getLast().equals(event)) {
            told.add(event);
        }
    }

    static String name(Path path) {
        return path.getFileName().toString().replaceFirst("\\.\\d+-\\d+\\.part$", ".part");
    }

    private static Path real(Path path) {
        return path instanceof Watched w ? w.watched() : path;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        String name = Files.isDirectory(real(path)) ? "folder " + name(path) : name(path);
        return new WatchedChannel(this, name, real.newFileChannel(real(path), options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        tell("rename %s to %s".formatted(name(source), name(target)));
        real.move(real(source), real(target), options);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(real(path));
        tell("remove " + name(path));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> entries = real.newDirectoryStream(real(folder), entry -> filter.accept(path(entry)));
        List<Path> all = new ArrayList<>();
        entries.forEach(entry -> all.add(path(entry)));
        return new DirectoryStream<>() {
            @Override
            public java.util.Iterator<Path> iterator() {
                return all.iterator();
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(real(folder), attributes);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(real(path), attribute, value, options);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        real.copy(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public String getScheme() {
        return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
