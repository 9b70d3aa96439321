package hyades.vo.app;

import hyades.process.JobFailure;
import hyades.vo.Adql;
import hyades.vo.ConeSearch;
import hyades.vo.ConeTable;
import hyades.vo.ServiceAddress;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which objects of which service are looked for, and how it is asked: the same options for every command that looks
/// around a point.
final class ConeSearchOptions {
    private static final String SIMBAD = "SIMBAD";

    @Option(
            names = "--service",
            paramLabel = "URL",
            description =
                    "A TAP service: SIMBAD (default), the address of another with SIMBAD's tables, or, with --table, of"
                            + " any.")
    private String service = SIMBAD;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Its table, as ADQL has it: a name such as gaia.dr3lite, or one in double quotes (default:"
                    + " SIMBAD's basic). Names of objects are asked of SIMBAD then.")
    private String table;

    @Option(names = "--name-column", paramLabel = "NAME", description = "Names of objects (default: none).")
    private String name;

    @Option(names = "--ra-column", paramLabel = "NAME", description = "Right ascensions, ICRS degrees (default: ra).")
    private String ra;

    @Option(names = "--dec-column", paramLabel = "NAME", description = "Declinations (default: dec).")
    private String dec;

    @Option(
            names = "--type-column",
            paramLabel = "NAME",
            description = "What objects are, in SIMBAD's short words (default: none).")
    private String type;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            split = ",",
            description = "What else to ask for, such as sp_type,rvz_redshift (default: nothing).")
    private List<String> columns = List.of();

    @Option(
            names = "--maxrec",
            paramLabel = "N",
            description = "Most objects that the service is to answer with (default: ${DEFAULT-VALUE}).")
    private long most = 10000;

    @Mixin
    private WebOptions web = new WebOptions(30);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// Says what is wrong with them, before anything is asked.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        JobFailure.require(most >= 1 && most <= 10_000_000, "--maxrec", most, "from 1 to 10,000,000");
        requireIdentifier("--table", table);
        requireIdentifier("--name-column", name);
        requireIdentifier("--ra-column", ra);
        requireIdentifier("--dec-column", dec);
        requireIdentifier("--type-column", type);
        columns.forEach(column -> requireIdentifier("--columns", column));
        for (String option : List.of("--name-column", "--ra-column", "--dec-column", "--type-column")) {
            boolean isGiven = command.commandLine().getParseResult().hasMatchedOption(option);
            JobFailure.require(table != null || !isGiven, option, "", "--table beside it");
        }
        JobFailure.require(
                table == null || !service.equalsIgnoreCase(SIMBAD), "--table", table, "--service URL beside it");
        table();
        web.check();
    }

    private static void requireIdentifier(String option, String text) {
        try {
            if (text != null) {
                Adql.identifier(text);
            }
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, text, e.getMessage()));
        }
    }

    private URI address() {
        try {
            return service.equalsIgnoreCase(SIMBAD) ? ConeTable.SIMBAD : ServiceAddress.parse(service);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--service %s: %s".formatted(service, e.getMessage()));
        }
    }

    /// Searches by these options.
    ///
    /// @param purpose what services should know of the program besides its name
    ConeSearch search(String purpose) throws IOException {
        return new ConeSearch(web.open(purpose), web.timeout(), most);
    }

    /// Who knows the names of objects.
    URI simbad() {
        return table == null ? address() : ConeTable.SIMBAD;
    }

    ConeTable table() {
        ConeTable simbad = ConeTable.simbad(address());
        return table == null
                ? new ConeTable(
                        simbad.service(),
                        simbad.table(),
                        simbad.name(),
                        simbad.ra(),
                        simbad.dec(),
                        simbad.type(),
                        columns)
                : new ConeTable(
                        simbad.service(),
                        table,
                        Optional.ofNullable(name).orElse(""),
                        Optional.ofNullable(ra).orElse("ra"),
                        Optional.ofNullable(dec).orElse("dec"),
                        Optional.ofNullable(type).orElse(""),
                        columns);
    }
}
