/// The product of a matrix with its own transpose: [hyades.matrix.Plan] says which,
/// [hyades.matrix.DistributedProduct] multiplies block by block over the ranks,
/// [hyades.matrix.BlockProduct] one block by the tiles of a [hyades.matrix.TileKernel];
/// [hyades.matrix.MatrixFile] reads and writes. EJML holds the matrices, and multiplies in the tests
/// only.
package hyades.matrix;
