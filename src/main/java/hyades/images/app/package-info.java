/// Work on images as users meet it: [hyades.images.app.ImagesCommand] holds the commands, one class each;
/// [hyades.images.app.ImageBatchRun] is what the ranks do to a batch, [hyades.images.app.SummaryFile] what became of
/// each image; [hyades.images.app.ImagesFeature] says all of this to the root command and the pages.
package hyades.images.app;
