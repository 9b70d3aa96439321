/// The life of ranks: [hyades.process.Ranks] turns a process or a thread into a rank, and sees to it that a failing
/// rank ends the job and that a wish to stop is heard.
package hyades.process;
