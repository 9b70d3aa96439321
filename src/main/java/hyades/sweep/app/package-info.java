/// What the command line and the pages know of sweeps: [hyades.sweep.app.SweepCommand] parses,
/// [hyades.sweep.app.SweepRun] runs.
package hyades.sweep.app;
