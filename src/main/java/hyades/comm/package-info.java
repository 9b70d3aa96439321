/// Message passing: [hyades.comm.Communicator] is its face, [hyades.comm.Ranks] turns a process or a thread into a
/// rank and sees to it that a failing rank ends the job. The backends, one file each, are not public: one rank, MPJ
/// Express, and threads for the tests.
package hyades.comm;
