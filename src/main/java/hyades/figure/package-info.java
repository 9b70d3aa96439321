/// Pictures of what a run left: axes, lines and points, images in colours.
package hyades.figure;
