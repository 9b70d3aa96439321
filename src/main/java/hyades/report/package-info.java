/// What a run leaves behind: the run directory ([hyades.report.RunDirectory]) with `run.json`, and the plots.
package hyades.report;
