/// Files that neither a killed process nor a machine that loses its power must leave half:
/// [hyades.storage.WholeFile] is there with all its content or not at all, [hyades.storage.LineLog] grows by lines
/// and can be cut back to a [hyades.storage.CheckpointFile].
package hyades.storage;
