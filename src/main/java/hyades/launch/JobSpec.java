package hyades.launch;

import hyades.process.JvmOptions;
import hyades.process.Ranks;
import hyades.process.Rendezvous;
import hyades.process.StartTime;
import hyades.process.Starter;
import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A job of several processes as text: their command lines.
///
/// @param ranks their number, at least 1
/// @param mpjHome MPJ Express as `mpj/setup` lays it out; null where all ranks are threads of one process that is
///     debugged, and do not need it
/// @param mainClass the class whose `main` asks [Starter] who started it
/// @param javaOptions for the ranks' JVMs, after ours: the command's, then the user's
/// @param arguments the program's arguments, the same for every rank
/// @param debugging who waits for a debugger
public record JobSpec(
        int ranks,
        Path mpjHome,
        String mainClass,
        List<String> javaOptions,
        List<String> arguments,
        Debugging debugging) {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /// What the jar's manifest says where it is what the JVM runs.
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /// Where the archive of loaded classes is that the script makes of each jar, if it is: the ranks' JVMs take their
    /// classes from it as well, and where it does not fit them leave it aside without a word.
    private static final String ARCHIVE_PROPERTY = "hyades.archive";

    public JobSpec {
        if (ranks < 1) {
            throw new IllegalArgumentException("A job of %d ranks".formatted(ranks));
        }
        javaOptions = List.copyOf(javaOptions);
        arguments = List.copyOf(arguments);
    }

    /// A job that nobody debugs.
    public JobSpec(int ranks, Path mpjHome, String mainClass, List<String> javaOptions, List<String> arguments) {
        this(ranks, mpjHome, mainClass, javaOptions, arguments, Debugging.NONE);
    }

    /// The command lines of the processes on this machine, in rank order; of ranks that are debugged together one.
    ///
    /// @param rendezvous where the ranks learn of each other
    List<List<String>> commands(Rendezvous rendezvous) {
        String watched = "-D%s=%d"
                .formatted(Starter.LAUNCHER_PROPERTY, ProcessHandle.current().pid());
        if (debugging.isOfAll()) {
            return List.of(command(with(watched, debugging.options(0)), List.of()));
        }
        return IntStream.range(0, ranks)
                .mapToObj(rank -> {
                    List<String> rankArguments = new ArrayList<>(List.of(Integer.toString(rank)));
                    rankArguments.addAll(rendezvous.rankArguments(ranks));
                    return command(with(watched, debugging.options(rank)), rankArguments);
                })
                .toList();
    }

    private static List<String> with(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    /// The command line of each task of `srun` or `mpirun`; the signals that these pass on would end a
    /// JVM that has just started, and do nothing until the rank listens to them.
    ///
    /// @param flag what [Starter] knows such a task by
    /// @param reportWord as [Ranks#REPORT_PROPERTY] has it
    /// @param options of the JVM
    List<String> taskCommand(String flag, String reportWord, String... options) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' USR1 ALRM; exec \"$@\"", "sh"));
        String report = "-D%s=%s".formatted(Ranks.REPORT_PROPERTY, reportWord);
        command.addAll(command(with(report, List.of(options)), List.of(flag)));
        return command;
    }

    private List<String> command(List<String> properties, List<String> rankArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()) {
            command.add("--add-modules=" + VECTOR_MODULE);
        }
        command.add(NATIVE_ACCESS);
        command.addAll(JvmOptions.beside(JobSpec.class));
        command.addAll(archive());
        command.addAll(properties);
        command.add(StartTime.option(StartTime.ofCommand()));
        command.addAll(javaOptions);
        command.add("-cp");
        command.add(classPath());
        command.add(mainClass);
        command.addAll(rankArguments);
        command.addAll(arguments);
        return command;
    }

    private static List<String> archive() {
        String file = System.getProperty(ARCHIVE_PROPERTY);
        return file == null ? List.of() : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off", "-Xlog:aot*=off");
    }

    private String classPath() {
        if (mpjHome == null) {
            return System.getProperty("java.class.path");
        }
        return String.join(
                File.pathSeparator,
                System.getProperty("java.class.path"),
                mpjHome.resolve("lib/mpj.jar").toString(),
                mpjHome.resolve("lib/log4j-1.2.jar").toString());
    }
}
