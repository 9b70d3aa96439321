package hyades.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/// The signals by which people and schedulers ask a process to stop: SIGHUP, SIGINT, SIGUSR1 (SLURM's
/// `--signal=USR1@60`) and SIGTERM.
///
/// The JDK has no supported way to handle a signal without ending; `sun.misc.Signal` of the module
/// `jdk.unsupported` is what all use, by reflection here, because the compiler warns of nothing else so that it
/// cannot be told not to.
public final class Signals {
    static final int HUP = 1;
    static final int INT = 2;

    private static final Map<String, Integer> STOPPING = Map.of("HUP", HUP, "INT", INT, "USR1", 10, "TERM", 15);

    private Signals() {}

    /// Calls `stop` with the number of each such signal from now on, on a thread of its own. A signal that whoever
    /// started this process lets it ignore (`nohup`) stays ignored.
    public static void onStop(IntConsumer stop) {
        STOPPING.forEach((name, number) -> {
            try {
                handle(name, number, stop);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // not on this system, or taken by the JVM: then it does what it always did
            }
        });
    }

    private static void handle(String name, int number, IntConsumer stop) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object[] before = new Object[1];
        InvocationHandler onSignal = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                stop.accept(number);
                if (before[0] != null && Proxy.isProxyClass(before[0].getClass())) { // another rank's in this JVM
                    method.invoke(before[0], arguments);
                }
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "stop on SIG" + name;
        };
        Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
        Object instance = signal.getConstructor(String.class).newInstance(name);
        before[0] = signal.getMethod("handle", signal, handler).invoke(null, instance, ours);
        if (handler.getField("SIG_IGN").get(null).equals(before[0])) {
            signal.getMethod("handle", signal, handler).invoke(null, instance, before[0]);
        }
    }
}
