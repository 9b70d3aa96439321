/// Many items over few ranks, whatever they are: [hyades.farm.Batch] runs them, [hyades.farm.Work] says how one is
/// done, [hyades.farm.Outcome] what became of it.
package hyades.farm;
