/// FITS images and what is done to a batch of them; only [hyades.images.DistributedMedian] knows of ranks.
/// Start at [hyades.images.MedianHighPass].
package hyades.images;
