/// Hyades: astronomers' parallel work as one SPMD program. [hyades.Main] is where each process starts;
/// `src/site/markdown/architecture.md` shows the house.
package hyades;
