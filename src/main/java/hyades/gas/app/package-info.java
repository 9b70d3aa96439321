/// Runs of gas as users meet them: [hyades.gas.app.GasCommand] is the command, [hyades.gas.app.GasRun]
/// what the ranks do, [hyades.gas.app.GasFigures] and [hyades.gas.app.MiddlePictures] show the run's
/// files; [hyades.gas.app.GasFeature] says all of this to the root command and the pages.
package hyades.gas.app;
