package hyades.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void whatIsPutInIsEscapedUnlessItIsMarkup() {
        assertEquals(
                "<b title=\"&quot;&#39;\">&lt;i&gt; &amp;amp; 1</b><br>",
                Html.of("<b title=\"{}\">{} {} {}</b>{}", "\"'", "<i>", "&amp;", 1, new Html("<br>"))
                        .markup());
        assertEquals("null", Html.of("{}", (Object) null).markup());
    }

    /// A value that looks like a gap of the template is text like any other.
    @Test
    void gapsInValuesAreText() {
        assertEquals("{} and x", Html.of("{} and {}", "{}", "x").markup());
    }

    @Test
    void controlCharactersBecomeReplacements() {
        assertEquals("a\uFFFDb\uFFFD\n\tü\uD83D\uDE00", Html.escape("a\0b\u0085\n\tü\uD83D\uDE00"));
    }

    @Test
    void valuesAndGapsAreEquallyMany() {
        assertThrows(IllegalArgumentException.class, () -> Html.of("{}", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> Html.of("{} {}", 1));
        assertEquals("a\nb", Html.join(List.of(new Html("a"), new Html("b"))).markup());
    }
}
