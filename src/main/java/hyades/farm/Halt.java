package hyades.farm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When items that fail end the whole, in GNU Parallel's words.
///
/// @param when `NEVER`: all the others go on; `SOON`: none is begun any more; `NOW`: those at hand are left, too
/// @param fail how many items must have failed, at least 1
public record Halt(When when, int fail) {
    /// All items are done, whatever becomes of others.
    public static final Halt NEVER = new Halt(When.NEVER, 1);

    private static final Pattern WORDS = Pattern.compile("(never)|(soon|now)(?:,fail=([1-9][0-9]{0,8}))?");

    /// What happens to the other items.
    public enum When {
        NEVER,
        SOON,
        NOW
    }

    public Halt {
        if (fail < 1) {
            throw new IllegalArgumentException("fail=%d".formatted(fail));
        }
    }

    /// As the command line has it: `never`, `soon`, `soon,fail=3`, `now`, `now,fail=3`.
    ///
    /// @throws IllegalArgumentException in one line
    public static Halt parse(String words) {
        Matcher found = WORDS.matcher(words);
        if (!found.matches()) {
            throw new IllegalArgumentException("expected never, soon, now, soon,fail=N or now,fail=N");
        }
        if (found.group(1) != null) {
            return NEVER;
        }
        int fail = found.group(3) == null ? 1 : Integer.parseInt(found.group(3));
        return new Halt(found.group(2).equals("soon") ? When.SOON : When.NOW, fail);
    }

    @Override
    public String toString() {
        return switch (when) {
            case NEVER -> "never";
            case SOON -> "soon,fail=" + fail;
            case NOW -> "now,fail=" + fail;
        };
    }
}
