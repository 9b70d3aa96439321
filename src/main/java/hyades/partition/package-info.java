/// Who works on what: contiguous blocks of a numbered range. Start at
/// [hyades.partition.BlockPartition], which is index arithmetic; [hyades.partition.Workers] has threads that share a
/// range.
package hyades.partition;
