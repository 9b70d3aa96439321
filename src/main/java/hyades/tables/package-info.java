/// Tables of random numbers as CSV files, and what is in tables: [hyades.tables.RandomTable] says what
/// one holds, [hyades.tables.Cells] compares what was read with a distribution,
/// [hyades.tables.DistributedTables] spreads files over ranks.
package hyades.tables;
