package hyades.page;

import hyades.run.RunDirectory;
import hyades.run.RunRecord;

/// A run that is to be shown.
///
/// @param quantities what numbers are called, of this run and of others it may speak of
public record Run(RunDirectory directory, RunRecord record, Quantities quantities) {}
