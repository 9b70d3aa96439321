/// Files that a killed process must not leave half: [hyades.storage.CheckpointFile].
package hyades.storage;
