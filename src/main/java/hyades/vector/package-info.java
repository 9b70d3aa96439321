/// What kernels of vectors need besides themselves: [hyades.vector.KernelChoice] says which is to compute,
/// [hyades.vector.VectorModule] loads the module of the Vector API, [hyades.vector.WarmUp] tells when such a kernel is
/// compiled.
package hyades.vector;
