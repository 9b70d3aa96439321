/// N-body runs as users meet them: [hyades.nbody.app.NBodyCommand] is the command, [hyades.nbody.app.NBodyRun] what the
/// ranks do, [hyades.nbody.app.NBodyFigures] and [hyades.nbody.app.Player] show the run's files;
/// [hyades.nbody.app.NBodyEnsembleCommand] is that of many small systems;
/// [hyades.nbody.app.NBodyFeature] says all of this to the root command and the pages.
package hyades.nbody.app;
