/// Commands as tasks: the [hyades.sweep.Inputs] that a [hyades.sweep.Template] is filled with, the shell
/// that runs what comes of it on each rank ([hyades.sweep.TaskShell]), and what is kept of it
/// ([hyades.sweep.JobLog], [hyades.sweep.ResultsFolder]). [hyades.sweep.DistributedSweep] brings the
/// tasks to the ranks.
package hyades.sweep;
