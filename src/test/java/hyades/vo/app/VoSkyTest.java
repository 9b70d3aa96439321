package hyades.vo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.Chart;
import hyades.vo.SkyPoint;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// `vo sky` from its line to its page, and its objects as tables of others give them.
@Isolated // it listens to standard output and error
class VoSkyTest extends SearchCase {
    @Test
    void theSkyPageShowsTheFieldAndLoadsNothing() throws IOException {
        assertEquals(0, hyades("vo sky --name NGC4782 --fov 0.45 --out @/run"), said);
        assertTrue(said.contains("45 objects on 0.45° × 0.45°"), said);
        String page = text("run/report.html");
        assertTrue(page.contains("<title>The sky around NGC4782</title>"));
        assertEquals(45, page.split("class=\"object\"", -1).length - 1);
        assertTrue(page.contains("it&#39;s &lt;b&gt;made up&lt;/b&gt; &amp; &quot;quoted&quot;"));
        assertFalse(page.contains("<b>made up"));
        assertTrue(page.contains("<a href=\"aladin.html\">"));
        assertFalse(page.contains("https://aladin"));
        assertTrue(text("run/chart.svg").startsWith("<svg "));
        assertFalse(text("run/chart.svg").contains("var("));
        String aladin = text("run/aladin.html");
        assertTrue(aladin.contains("<script src=\"" + AladinPage.SCRIPT + "\"></script>"));
        assertFalse(aladin.contains("<b>made up"));
    }

    /// What a service has at -0.01° is at 359.99°, on the page as on the chart; numbers of a catalogue keep
    /// all their digits, and an array is its numbers.
    @Test
    void aTableOfOnesOwnIsShownAsItIs() throws IOException {
        double radius = new Chart(new SkyPoint(0.01, 0), 0.1).radius();
        String query = "SELECT source_id,ra,dec,flux FROM t WHERE CONTAINS(POINT('ICRS',ra,dec),"
                + "CIRCLE('ICRS',0.01,0.0," + radius + "))=1";
        Files.writeString(
                folder.resolve("replies/own.txt"),
                "POST https://own.org/tap/sync\nLANG: ADQL\nMAXREC: 10000\nQUERY: " + query + "\nREQUEST: doQuery\n"
                        + """

                        200
                        Content-Type: application/x-votable+xml

                        <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
                        <FIELD name="source_id" datatype="long"/><FIELD name="ra" datatype="double" unit="deg"/>
                        <FIELD name="dec" datatype="double" unit="deg"/><FIELD name="flux" datatype="float" arraysize="2"/>
                        <DATA><TABLEDATA>
                        <TR><TD>6917528997577384320</TD><TD>-0.01</TD><TD>0</TD><TD>1.5 2.5</TD></TR>
                        <TR><TD>1</TD><TD>0.02</TD><TD>0</TD><TD>3.5 4.5</TD></TR>
                        </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
                        """.replace("                    ", ""));
        String table =
                " --ra 0.01 --dec 0 --service https://own.org/tap --table t --name-column source_id --columns flux";
        assertEquals(0, hyades("vo sky --fov 0.1 --out @/sky" + table), said);
        String page = text("sky/report.html");
        assertEquals(2, page.split("class=\"object\"", -1).length - 1);
        assertTrue(page.contains("<td>6917528997577384320</td>"), page);
        assertEquals(0, hyades("vo cone --radius " + radius + " --out @/cone" + table), said);
        assertTrue(said.contains("[1.5, 2.5]"), said);
        assertTrue(text("cone/objects.csv").contains("6917528997577384320,-0.01,0.0,"), text("cone/objects.csv"));
    }

    /// Its own script in the page, and nothing that ends the element too early; the policy allows that
    /// one script.
    @Test
    void aladinsScriptBecomesPartOfThePage() throws IOException {
        Files.writeString(folder.resolve("aladin.js"), "window.A = '</script><b>'; // <!--\n");
        assertEquals(0, hyades("vo sky --name NGC4782 --aladin @/aladin.js --no-report --out @/run"), said);
        String page = text("run/aladin.html");
        assertTrue(page.contains("<script>window.A = '<\\/script><b>'; // <\\!--\n</script>"), page);
        assertFalse(page.contains("src="));
        assertFalse(page.contains("script-src https"));
        assertTrue(page.contains("script-src 'sha256-"));
    }

    @Test
    void anImageLiesUnderTheChart() throws IOException {
        assertEquals(
                0, hyades("vo sky --ra 56.75 --dec 24.1167 --fov 0.4 --image " + IMAGE + " --out @/run --quiet"), said);
        assertEquals("", said);
        assertTrue(Files.size(folder.resolve("run/sky.png")) > 1000);
        assertTrue(text("run/report.html").contains("mask=\"url(#sky-image)\""));
        assertEquals(1, hyades("vo sky --name NGC4782 --image " + IMAGE + " --out @/other"), said);
        assertTrue(said.contains("f32.fits: failed: it lies around 03 47 00.00 +24 07 00.1, beyond the chart"), said);
        assertTrue(Files.notExists(folder.resolve("other")));
    }
}
