/// Products of matrices as users meet them: [hyades.matrix.app.MatrixCommand] is the command,
/// [hyades.matrix.app.MatrixRun] what the ranks do; [hyades.matrix.app.MatrixFeature] says all of this to
/// the root command and the pages.
package hyades.matrix.app;
