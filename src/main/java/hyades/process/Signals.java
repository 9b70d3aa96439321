package hyades.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// The signals by which people and schedulers ask a process to stop: SIGHUP, SIGINT, SIGUSR1 (SLURM's
/// `--signal=B:USR1@60`), SIGTERM, and SIGALRM, which alone reaches the ranks through the `mpirun` of Open MPI 4.1 and
/// that of MPICH (the one passes no SIGUSR1 on, the other ends of SIGUSR2).
///
/// The JDK has no supported way to handle a signal without ending; `sun.misc.Signal` of the module
/// `jdk.unsupported` is what all use, by reflection here, because the compiler warns of nothing else so that it
/// cannot be told not to.
public final class Signals {
    /// Said where a job ends with [ExitCode#STOPPED] and has left nothing.
    public static final String BEFORE_ANYTHING = "asked to stop before anything had begun";

    /// What schedulers send, before a time limit; nobody insists by it.
    public static final int USR1 = 10;

    /// What `mpirun` passes on.
    public static final int ALRM = 14;

    private static final int HUP = 1;
    private static final int INT = 2;

    /// SIGUSR1 comes last: who sees that it is caught knows that all are.
    private static final List<Map.Entry<String, Integer>> STOPPING = List.of(
            Map.entry("HUP", HUP),
            Map.entry("INT", INT),
            Map.entry("ALRM", ALRM),
            Map.entry("TERM", 15),
            Map.entry("USR1", USR1));

    /// What `nohup`, and a shell for what it starts in the background, lets a process ignore.
    private static final Set<Integer> MAY_STAY_IGNORED = Set.of(HUP, INT);

    private static volatile IntConsumer listener;

    private Signals() {}

    /// From now on such a signal ends this process with [ExitCode#STOPPED], until somebody says what it means.
    public static void hear() {
        onStop(number -> {
            if (!comesFromParentToo(number)) {
                System.err.println("hyades: " + BEFORE_ANYTHING);
                Runtime.getRuntime().halt(ExitCode.STOPPED);
            }
        });
    }

    /// From now on such a signal ends this process as one that knows of no signals.
    public static void endOnStop() {
        onStop(number -> System.exit(ExitCode.ofSignal(number)));
    }

    /// Calls `stop` with the number of each such signal from now on, on a thread of its own, in place of what was
    /// called before. A signal that whoever started this process lets it ignore stays ignored.
    public static synchronized void onStop(IntConsumer stop) {
        boolean first = listener == null;
        listener = stop;
        if (first) {
            STOPPING.forEach(signal -> {
                try {
                    handle(signal.getKey(), signal.getValue());
                } catch (ReflectiveOperationException | IllegalArgumentException e) {
                    // not on this system, or taken by the JVM: then it does what it always did
                }
            });
        }
    }

    /// Whether it is the number of such a signal.
    public static boolean isWish(int number) {
        return STOPPING.stream().anyMatch(signal -> signal.getValue() == number);
    }

    /// Whether it is a signal that a terminal sends to all of a job's processes, the one that passes signals on to this
    /// one among them.
    static boolean comesFromParentToo(int number) {
        return Parent.isThere() && (number == HUP || number == INT);
    }

    private static void handle(String name, int number) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler onSignal = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                listener.accept(number);
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "stop on SIG" + name;
        };
        Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
        Object instance = signal.getConstructor(String.class).newInstance(name);
        Object before = signal.getMethod("handle", signal, handler).invoke(null, instance, ours);
        if (MAY_STAY_IGNORED.contains(number)
                && handler.getField("SIG_IGN").get(null).equals(before)) {
            signal.getMethod("handle", signal, handler).invoke(null, instance, before);
        }
    }
}
