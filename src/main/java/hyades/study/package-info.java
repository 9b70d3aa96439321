/// Scaling studies. [hyades.study.ScalingStudy] runs the jobs that a [hyades.study.ScalingPlan] names and keeps a
/// [hyades.study.Measurement] of each; [hyades.study.Analysis] makes of these the numbers, the fitted models and
/// the verdict that [hyades.study.ScalingRecord] holds; [hyades.study.app.StudyText] prints them.
package hyades.study;
