package hyades;

import hyades.cli.HyadesCommand;
import hyades.process.Parent;
import hyades.process.Ranks;
import hyades.process.Starter;
import java.util.List;

/// Where every process of Hyades starts, whoever starts it.
public final class Main {
    private Main() {}

    /// @param arguments the user's, or as [Starter] knows them
    public static void main(String[] arguments) {
        switch (Starter.of(List.of(arguments), System.getProperties())) {
            case Starter.User user -> {
                Parent.endTogether();
                System.exit(HyadesCommand.launch(user));
            }
            case Starter.OfRank starter -> Ranks.run(starter, world -> HyadesCommand.runRank(world, starter));
        }
    }
}
