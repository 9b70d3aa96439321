package hyades;

import hyades.cli.HyadesCommand;
import hyades.process.Ranks;

/// Where every process of Hyades starts: the launcher, or, started by it or by MPJ Express, one or several ranks.
public final class Main {
    private Main() {}

    /// @param arguments the user's, or a rank's as [Ranks#areRanks] knows them
    public static void main(String[] arguments) {
        if (Ranks.areRanks(arguments)) {
            Ranks.run(arguments, HyadesCommand::runRank);
        } else {
            Ranks.endWithLauncher();
            System.exit(HyadesCommand.launch(arguments));
        }
    }
}
