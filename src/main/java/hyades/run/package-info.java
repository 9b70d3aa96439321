/// What every command that runs on ranks is made of: [hyades.run.RankCommand], its options, the run directory
/// ([hyades.run.RunDirectory]) with `run.json` ([hyades.run.RunRecord]), resources, and progress.
package hyades.run;
