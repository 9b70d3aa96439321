/// The command line, one class a subcommand: parse, call, print; no physics. Start at [hyades.cli.HyadesCommand].
package hyades.cli;
