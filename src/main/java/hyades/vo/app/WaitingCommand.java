package hyades.vo.app;

import hyades.run.RankCommand;

/// A command that waits rather than computes: by threads of one rank.
interface WaitingCommand extends RankCommand {
    @Override
    default boolean isOfOneRank() {
        return true;
    }
}
