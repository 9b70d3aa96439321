/// Message passing: [hyades.comm.Communicator] is its face; the engines are one file each: one rank, MPJ Express, and
/// threads that share memory.
package hyades.comm;
