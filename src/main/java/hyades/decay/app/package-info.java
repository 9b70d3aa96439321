/// Ensembles of decay as users meet them: [hyades.decay.app.DecayCommand] is the command, [hyades.decay.app.DecayRun]
/// what the ranks do, [hyades.decay.app.DecayFigures] show the run's files; [hyades.decay.app.DecayFeature] says all of
/// this to the root command and the pages.
package hyades.decay.app;
