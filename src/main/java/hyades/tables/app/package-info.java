/// Work on tables as users meet it: [hyades.tables.app.TablesCommand] holds the commands,
/// [hyades.tables.app.TablesFeature] says what pages show of their runs.
package hyades.tables.app;
