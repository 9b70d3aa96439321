/// The pages people look at, made from what is in run directories. Start at [hyades.report.page.RunPage].
package hyades.report.page;
