/// FITS files: [hyades.fits.FitsFiles] reads and writes them, [hyades.fits.Cards] is a header kept card by card,
/// [hyades.fits.CelestialWcs] tells where on the sky a pixel is, by a [hyades.fits.Sphere], a
/// [hyades.fits.Projection] and a [hyades.fits.Distortion].
package hyades.fits;
