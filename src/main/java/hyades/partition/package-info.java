/// Who works on what: contiguous blocks of a numbered range. Index arithmetic only; start at [BlockPartition].
package hyades.partition;
