/// The Virtual Observatory as users meet it: [hyades.vo.app.VoCommand] holds the commands, [hyades.vo.app.WebOptions]
/// says how services are asked, [hyades.vo.app.VoFeature] what pages show of runs.
package hyades.vo.app;
