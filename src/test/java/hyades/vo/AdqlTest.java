package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdqlTest {
    private static final SkyPoint CENTRE = new SkyPoint(193.65, -12.5);

    /// The two queries of SIMBAD's own help.
    @Test
    void queriesAreTheDocumentedOnes() {
        assertEquals(
                "SELECT main_id,ra,dec,otype FROM basic WHERE CONTAINS(POINT('ICRS',ra,dec),"
                        + "CIRCLE('ICRS',193.65,-12.5,0.04))=1",
                Adql.cone(ConeTable.simbad(ConeTable.SIMBAD), CENTRE, 0.04));
        assertEquals(
                "SELECT main_id,ra,dec,otype FROM basic JOIN ident ON oid=oidref WHERE id='NGC 4782'",
                Adql.named("NGC4782"));
    }

    @ParameterizedTest
    @CsvSource({
        "NGC4782, NGC 4782",
        "' m31 ', m 31",
        "SN1987A, SN 1987A",
        "3C273, 3C273",
        "2MASX J12543570-1234070, 2MASX J12543570-1234070",
        "TRAPPIST-1, TRAPPIST-1",
        "alf   Cen, alf Cen"
    })
    void namesAreWrittenAsCataloguesDo(String typed, String name) {
        assertEquals(name, Adql.catalogued(typed));
    }

    /// A name stays one literal, whatever it holds: each quote in it is doubled, so that the number of
    /// quotes between the first and the last is even, and no other is there.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1 --",
                "x'; DROP TABLE basic; --",
                "Barnard's star",
                "''",
                "'",
                "\\' OR ''='",
                "a' /* ",
                "* alf Cen"
            })
    void namesStayLiterals(String name) {
        String query = Adql.named(name);
        String literal = query.substring(query.indexOf('\''));
        assertTrue(literal.matches("'([^']|'')*'"), literal);
        assertEquals(
                Adql.catalogued(name),
                literal.substring(1, literal.length() - 1).replace("''", "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\0b", "a\u001bb", "a\u0085b"})
    void namesWithControlCharactersAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Adql.literal(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "simbad.basic", "a.b.c", "ra_J2000", "\"I/355/gaiadr3\"", "\"select\""})
    void identifiersAreTaken(String name) {
        assertEquals(name, Adql.identifier(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "a b",
                "a;b",
                "a--",
                "a,b",
                "*",
                "count(*)",
                "a.b.c.d",
                "I/355/gaiadr3",
                "\"a\"b\"",
                "\"\"",
                "\"a\nb\"",
                "a'",
                "é"
            })
    void whatIsNoIdentifierIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Adql.identifier(name));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConeTable(URI.create("http://a.b"), "t", "", "ra", name, "", List.of()));
        if (!name.isEmpty()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ConeTable(URI.create("http://a.b"), "t", name, "ra", "dec", "", List.of()));
        }
    }

    @Test
    void numbersAreInRange() {
        assertEquals("1.0E-5", Adql.number(1e-5, 0, 90));
        assertThrows(IllegalArgumentException.class, () -> Adql.number(Double.NaN, 0, 90));
        assertThrows(IllegalArgumentException.class, () -> Adql.number(90.1, 0, 90));
    }

    @Test
    void aTableOfOnesOwnIsAskedForItsColumns() {
        ConeTable table = new ConeTable(
                URI.create("http://a.b/tap"), "\"I/355/gaiadr3\"", "Source", "RA_ICRS", "DE_ICRS", "", List.of("Gmag"));
        assertEquals(
                "SELECT Source,RA_ICRS,DE_ICRS,Gmag FROM \"I/355/gaiadr3\" WHERE"
                        + " CONTAINS(POINT('ICRS',RA_ICRS,DE_ICRS),CIRCLE('ICRS',193.65,-12.5,1.0E-4))=1",
                Adql.cone(table, CENTRE, 1e-4));
    }
}
