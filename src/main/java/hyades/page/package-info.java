/// The pages people look at, made from what is in run directories. Start at [hyades.page.RunPage].
package hyades.page;
