package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.helpers.DefaultHandler;

/// What strangers send is read as XML without what makes XML dangerous.
class XmlTest {
    @TempDir
    Path folder;

    private static String refusal(String document) {
        return assertThrows(
                        IOException.class,
                        () -> Xml.read(document.getBytes(StandardCharsets.UTF_8), new DefaultHandler()))
                .getMessage();
    }

    /// Ten to the ninth laughs; a local file; one of a document type elsewhere; and the document type of web pages.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:@\">]><a>&b;</a>",
                "<!DOCTYPE a SYSTEM \"file:@\"><a/>",
                "<!DOCTYPE a [<!ENTITY % b SYSTEM \"file:@\"> %b;]><a/>",
                "<!DOCTYPE html><html/>",
            })
    void documentTypesAreNotRead(String document) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "<!ENTITY x 'y'>");
        String refusal = refusal(document.replace("@", secret.toString()));
        assertTrue(refusal.matches("line 1, column \\d+: it has a DOCTYPE, which is not read"), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "no", "<a>", "<a></b>", "<a>&b;</a>", "<a/><b/>", "<x:a/>", "\0"})
    void whatIsNoXmlIsSaidInOneLine(String document) {
        String refusal = refusal(document);
        assertTrue(refusal.matches("line -?\\d+, column -?\\d+: .+"), refusal);
        assertEquals(1, refusal.lines().count());
    }

    /// The JDK's own limits hold: no stack and no memory is at a stranger's mercy.
    @Test
    void depthAndNumbersOfAttributesAreLimited() {
        assertTrue(refusal("<a>".repeat(100_000)).contains("jdk.xml.maxElementDepth"));
        String attributes =
                IntStream.range(0, 10_000).mapToObj(i -> " a%d=''".formatted(i)).collect(Collectors.joining());
        assertTrue(refusal("<a" + attributes + "/>").contains("jdk.xml.elementAttributeLimit"));
    }
}
