package hyades.vo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hyades.fits.TestFile;
import hyades.vo.ConeSearch;
import hyades.vo.ConeTable;
import hyades.vo.Reply;
import hyades.vo.Web;
import hyades.vo.WebFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossRunTest {
    private static final byte[] NOTHING = """
        <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
        <FIELD name="main_id" datatype="char" arraysize="*"/><FIELD name="ra" datatype="double"/>
        <FIELD name="dec" datatype="double"/><FIELD name="otype" datatype="char" arraysize="*"/>
        <DATA><TABLEDATA/></DATA></TABLE></RESOURCE></VOTABLE>\
        """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static String[] around(int ra) {
        return new String[] {
            "CTYPE1='RA---TAN'",
            "CTYPE2='DEC--TAN'",
            "CRVAL1=" + ra,
            "CRVAL2=10",
            "CRPIX1=5",
            "CRPIX2=5",
            "CDELT1=-0.01",
            "CDELT2=0.01"
        };
    }

    /// A service that answers nobody before all three have asked; the fields are in the file's order.
    @Test
    void theFieldsOfAFileAreLookedUpTogether() throws Exception {
        Path file = folder.resolve("three.fits");
        new TestFile()
                .noise("", 9, 9, around(10))
                .noise("", 9, 9, around(20))
                .noise("", 9, 9, around(30))
                .write(file);
        CountDownLatch asked = new CountDownLatch(3);
        Web web = (request, deadline) -> {
            asked.countDown();
            if (!asked.await(20, TimeUnit.SECONDS)) {
                throw new WebFault(WebFault.Kind.TIMEOUT, "nobody else has asked");
            }
            return new Reply(200, request.uri(), "text/xml", NOTHING, Duration.ZERO);
        };
        ConeSearch search = new ConeSearch(web, Duration.ofSeconds(30), 10);
        CrossRun run = new CrossRun(null, null, search, ConeTable.simbad(ConeTable.SIMBAD), 1, 0, null);
        List<CrossRun.Looked> looked = run.lookUp(file).looked();
        assertEquals(
                List.of(0, 1, 2),
                looked.stream().map(each -> each.field().hdu()).toList());
        looked.forEach(each -> assertInstanceOf(Searched.Found.class, each.searched()));
    }
}
