package hyades.vo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vo.Chart;
import hyades.vo.ObjectKind;
import hyades.vo.SkyObject;
import hyades.vo.SkyPoint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FinderChartTest {
    private static final Chart CHART = new Chart(new SkyPoint(193.65, -12.57), 0.45);

    private static SkyObject object(String name, String type, double ra, double dec) {
        SkyPoint place = new SkyPoint(ra, dec);
        return new SkyObject(name, type, place, 3600 * CHART.centre().separation(place));
    }

    private static Document parsed(List<SkyObject> objects) throws Exception {
        byte[] svg = new FinderChart(CHART, objects, new byte[] {1, 2, 3})
                .svg(ChartInk.PAPER)
                .markup()
                .getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static List<Element> all(Document svg, String name) {
        NodeList found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<Element> ofClass(Document svg, String name) {
        return all(svg, "g").stream()
                .filter(each -> each.getAttribute("class").equals(name))
                .toList();
    }

    /// It is well-formed; each object on it has its sign where it lies, those beyond the border have
    /// none.
    @Test
    void objectsLieWhereTheyAre() throws Exception {
        Document svg = parsed(List.of(
                object("M", "G", 193.65, -12.57),
                object("N", "*", 193.65, -12.57 + 0.1125),
                object("beyond", "*", 193.65, -13)));
        List<Element> objects = ofClass(svg, "object");
        assertEquals(2, objects.size());
        assertEquals("translate(432.0 350.0)", objects.getLast().getAttribute("transform"), "92 + 680/2, 10 + 680/2");
        assertEquals("translate(432.0 180.0)", objects.getFirst().getAttribute("transform"), "680/4 above it");
        assertTrue(objects.getLast().getTextContent().contains("M, galaxy (G), 0.0″ from the centre"));
        assertEquals(List.of("M", "N"), labels(svg));
    }

    private static List<String> labels(Document svg) {
        NodeList texts = ofClass(svg, "labels").getFirst().getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    /// Whatever a service calls its objects: the chart has no other elements, and the text is as it
    /// was.
    @Test
    void namesBecomeNoMarkup() throws Exception {
        String evil = "<img src=x onerror=alert(1)>";
        List<String> plain = all(parsed(List.of(object("x", "?", 193.6, -12.5))), "*").stream()
                .map(Element::getTagName)
                .toList();
        Document svg = parsed(List.of(object(evil, "\"><script>alert(1)</script>", 193.6, -12.5)));
        assertEquals(plain, all(svg, "*").stream().map(Element::getTagName).toList());
        assertTrue(ofClass(svg, "object").getFirst().getTextContent().startsWith(evil));
        assertEquals(List.of("<img src=x onerror=aler…"), labels(svg));
    }

    @Test
    void namesOfManyLettersAndNoneAreDrawn() throws Exception {
        Document svg = parsed(List.of(object("", "", 193.65, -12.57), object("𝛼".repeat(50), "*", 193.7, -12.5)));
        assertEquals(List.of("𝛼".repeat(23) + "…"), labels(svg));
        assertTrue(ofClass(svg, "object").getLast().getTextContent().startsWith("without a name, other, "));
    }

    /// What comes later covers what was before it.
    @Test
    void nothingCoversTheObjects() throws Exception {
        List<String> groups = all(parsed(List.of(object("M", "G", 193.65, -12.57))), "g").stream()
                .map(each -> each.getAttribute("class"))
                .filter(each -> !each.isEmpty() && !each.equals("object"))
                .toList();
        assertEquals(List.of("graticule", "compass", "scale", "objects", "labels", "legend-of-objects"), groups);
    }

    /// The legend has the kinds that are there, once each, with a sign for each that no other has.
    @Test
    void theLegendHasWhatIsThere() throws Exception {
        Document svg = parsed(List.of(
                object("a", "G", 193.6, -12.5), object("b", "G", 193.61, -12.5), object("c", "QSO", 193.6, -12.6)));
        Element legend = ofClass(svg, "legend-of-objects").getFirst();
        assertEquals(
                "Galaxy Active galaxy or quasar",
                legend.getTextContent().strip().replaceAll("\\s+", " "));
        List<String> signs = new ArrayList<>();
        for (ObjectKind kind : ObjectKind.values()) {
            signs.add(ChartInk.PAPER.symbol(kind).markup());
            assertFalse(ChartInk.PAPER.symbol(kind).markup().contains("null"));
        }
        assertEquals(signs.size(), signs.stream().distinct().count());
    }

    @Test
    void aCrowdedFieldKeepsItsLabelsApart() throws Exception {
        List<SkyObject> many = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            many.add(object("Object " + i, "*", 193.45 + i % 30 * 0.0133, -12.77 + i / 30 * 0.0133));
        }
        Document svg = parsed(many);
        assertEquals(900, ofClass(svg, "object").size());
        assertTrue(labels(svg).size() <= 80);
    }
}
