/// From a job to running ranks: [hyades.launch.JobSpec] says what to start and makes the command lines,
/// [hyades.launch.LocalJob] starts them on this machine and answers for them.
package hyades.launch;
