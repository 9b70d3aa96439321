package hyades;

import hyades.cli.Launch;
import hyades.process.Parent;
import hyades.process.Ranks;
import hyades.process.Reason;
import hyades.process.Signals;
import hyades.process.StandardOutput;
import hyades.process.Starter;
import java.util.List;
import java.util.Locale;

/// Where every process of Hyades starts, whoever starts it.
public final class Main {
    private Main() {}

    /// @param arguments the user's, or as [Starter] knows them
    public static void main(String[] arguments) {
        // Before anything else: files, and the lines that processes of ours read, are written in the digits 0 to 9.
        Locale.setDefault(Locale.ROOT);
        Reason.load();
        Thread.setDefaultUncaughtExceptionHandler(Main::endOfAThread);
        StandardOutput output = new StandardOutput(System.out);
        switch (Starter.of(List.of(arguments), System.getProperties(), System.getenv())) {
            case Starter.User user -> {
                Signals.hear();
                Parent.endTogether();
                System.exit(output.checked(byUser(user)));
            }
            case Starter.OfRank starter -> Ranks.run(starter, world -> Launch.asRank(world, starter));
        }
    }

    /// Of one that only watches or draws: the ranks' own are caught.
    private static void endOfAThread(Thread thread, Throwable failure) {
        try {
            Reason reason = Reason.of(failure);
            System.err.println("hyades: %s: %s".formatted(thread.getName(), reason.line()));
            if (!reason.isExpected()) {
                failure.printStackTrace();
            }
        } catch (OutOfMemoryError | LinkageError e) {
            Reason.sayWithoutMemory();
        }
    }

    private static int byUser(Starter.User user) {
        try {
            return Launch.byUser(user);
        } catch (Throwable failure) {
            Reason reason = Reason.of(failure);
            if (!reason.isExpected()) {
                throw failure;
            }
            System.err.println("hyades: " + reason.line());
            return reason.exitCode();
        }
    }
}
