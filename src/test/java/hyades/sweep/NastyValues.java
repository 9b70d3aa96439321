package hyades.sweep;

import java.util.ArrayList;
import java.util.List;

/// Values with which names of files have broken out of scripts; a character a byte. Some would make a
/// file `broken`.
public final class NastyValues {
    private NastyValues() {}

    public static List<String> all() {
        List<String> values = new ArrayList<>(List.of(
                "",
                "plain",
                "two words",
                " blanks ",
                "it's",
                "'",
                "''",
                "\"",
                "\"; touch broken; \"",
                "'; touch broken; '",
                "$(touch broken)",
                "`touch broken`",
                "${IFS}",
                "$HOME",
                "a\nb",
                "\n",
                "touch\nbroken",
                "x; touch broken",
                "x & touch broken",
                "x | tee broken",
                "> broken",
                "2>broken",
                "-n",
                "--help",
                "-",
                "--",
                "*",
                "?",
                "[a-z]",
                "~",
                "~root",
                "a=b",
                "!x",
                "#x",
                "\\",
                "\\\\",
                "a\\",
                "\t",
                "{}",
                "{1}",
                "{#}",
                "%s%n",
                "done",
                "fi",
                "2",
                ".",
                "..",
                "/",
                "a/b/",
                "\u00c3\u00a9t\u00c3\u00a9",
                "\u00e9t\u00e9 in Latin-1",
                "\u00ff\u00fe",
                "\u0001\u001b[31m",
                "\u007f",
                "${x}$(y)`z`'\"\\\n;|&<>()*?[]~#!=%^{},",
                "a".repeat(5000)));
        StringBuilder each = new StringBuilder();
        for (int c = 1; c < 256; c++) {
            each.append((char) c);
        }
        values.add(each.toString());
        values.add(each.reverse().toString());
        return values;
    }
}
