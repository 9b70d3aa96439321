package hyades.comm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// MPJ Express's multicore mode with Hyades loaded once: P ranks as threads of this process.
///
/// MPJ Express keeps `COMM_WORLD` in a static, so each rank needs its own copy of `mpi.jar` and `mpjdev.jar`, while
/// the device below must be shared. MPJ's own starter loads the whole application once more for each rank, and so
/// compiles every hot loop P times; here only MPJ Express itself and [MpjWorld] are loaded per rank.
final class RankThreads {
    /// What a rank thread runs.
    interface Body {
        /// @param join makes the rank's connection to the others, to be called on the rank's own thread
        void run(int rank, Join join);
    }

    /// Joins the job.
    interface Join {
        Transport world() throws Exception;
    }

    private static final List<String> MPJ_PACKAGES = List.of("mpi.", "mpjdev.", "xdev.", "mpjbuf.");

    private static final String WORLD_CLASS = "hyades.comm.MpjWorld";

    private RankThreads() {}

    /// Creates, but does not start, the threads of `ranks` ranks.
    ///
    /// @param mpjHome MPJ Express as `mpj/setup` lays it out
    static List<Thread> create(int ranks, Path mpjHome, Body body) throws ReflectiveOperationException {
        ClassLoader device = new ChildFirst(jars(mpjHome, "smpdev", "xdev", "mpjbuf", "mpiExp"), parent());
        Class<?> group = Class.forName("xdev.smpdev.SMPDevProcess", true, device);
        List<Thread> threads = new ArrayList<>();
        for (int r = 0; r < ranks; r++) {
            int rank = r;
            String[] arguments = {Integer.toString(rank), Integer.toString(ranks), "smpdev"};
            ClassLoader own = new ChildFirst(jars(mpjHome, "mpi", "mpjdev"), device);
            Join join = () -> join(own, arguments);
            // MPJ Express finds out which rank is calling from the name and type of its thread's group.
            ThreadGroup mpjGroup =
                    (ThreadGroup) group.getConstructor(String.class).newInstance("MPI" + rank);
            threads.add(new Thread(mpjGroup, () -> body.run(rank, join), "rank " + rank));
        }
        return threads;
    }

    private static Transport join(ClassLoader loader, String[] arguments) throws Exception {
        try {
            return (Transport) Class.forName(WORLD_CLASS, true, loader)
                    .getConstructor(String[].class)
                    .newInstance((Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static ClassLoader parent() {
        return RankThreads.class.getClassLoader();
    }

    private static URL[] jars(Path mpjHome, String... names) {
        return Stream.of(names)
                .map(name -> {
                    try {
                        return mpjHome.resolve("lib", name + ".jar").toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalArgumentException("Not a folder: " + mpjHome, e);
                    }
                })
                .toArray(URL[]::new);
    }

    /// Prefers what its own jars hold of MPJ Express over its parent's (not what their manifests name besides), and
    /// makes its own [MpjWorld] where they hold `mpi`.
    private static final class ChildFirst extends URLClassLoader {
        private final boolean ownsWorld;

        ChildFirst(URL[] jars, ClassLoader parent) {
            super(jars, parent);
            ownsWorld = findResource("mpi/MPI.class") != null;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (ownsWorld && name.equals(WORLD_CLASS)) {
                    return defineWorld();
                }
                boolean isOwn = MPJ_PACKAGES.stream().anyMatch(name::startsWith) && findResource(path(name)) != null;
                return isOwn ? findClass(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> defineWorld() throws ClassNotFoundException {
            try (InputStream in = parent().getResourceAsStream(path(WORLD_CLASS))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(WORLD_CLASS, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(WORLD_CLASS, e);
            }
        }

        private static String path(String className) {
            return className.replace('.', '/') + ".class";
        }
    }
}
