/// Scaling studies as users meet them: [hyades.study.app.ScalingCommand] is the command,
/// [hyades.study.app.ScalingFile] what a study leaves, [hyades.study.app.StudyText] and
/// [hyades.study.app.ScalingFigures] say and draw it; [hyades.study.app.ScalingFeature] says all of this to the root
/// command and the pages.
package hyades.study.app;
