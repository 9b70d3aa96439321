package hyades.cli;

/// What a command line can ask for, filled in by picocli.
sealed interface Subcommand permits RankCommand, LocalCommand {
    /// Checks what can be checked before anything starts; runs in the launcher.
    ///
    /// @throws hyades.comm.JobFailure with exit code 2 and one line that says what is wrong
    void check();
}
