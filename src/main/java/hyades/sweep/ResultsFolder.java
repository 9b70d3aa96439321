package hyades.sweep;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Where what each task prints is kept, as by GNU Parallel's `--results`:
/// `DIR/<column>/<value>/.../stdout`, `stderr` and `seq`, its number.
///
/// A backslash, a slash and a tab in a value are written `\\`, `\_` and `\t`, as there. Other than there,
/// `.` and `..` have a backslash before them, bytes that are no UTF-8 are written `\xE9`, and of a value
/// too long for a name what is left out stands as `~` and the task's number.
///
/// @param names of the columns
record ResultsFolder(Path folder, List<String> names) {
    /// Of a name, on every file system of Linux.
    private static final int MOST_BYTES = 255;

    /// Where a task writes.
    Path of(Task task) {
        Path path = folder;
        for (int column : order()) {
            path = path.resolve(names.get(column)).resolve(name(task.values().get(column), task.seq()));
        }
        return path;
    }

    /// By the names' numbers, then as text.
    private List<Integer> order() {
        return IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer column) -> number(names.get(column)))
                        .thenComparing(names::get))
                .toList();
    }

    private static long number(String name) {
        return name.matches("[0-9]{1,9}") ? Long.parseLong(name) : 0;
    }

    private static String name(ByteText value, int seq) {
        String text = readable(value).replace("\\", "\\\\").replace("\t", "\\t").replace("/", "\\_");
        text = readable(value).equals(value.toString()) ? text : unreadable(value);
        text = text.equals(".") || text.equals("..") ? "\\" + text : text;
        return text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES ? text : shortened(text, "~" + seq);
    }

    private static String readable(ByteText value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static String unreadable(ByteText value) {
        StringBuilder text = new StringBuilder();
        for (char c : value.latin().toCharArray()) {
            text.append(
                    switch (c) {
                        case '\\' -> "\\\\";
                        case '\t' -> "\\t";
                        case '/' -> "\\_";
                        default -> c < 128 ? String.valueOf(c) : "\\x%02X".formatted((int) c);
                    });
        }
        return text.toString();
    }

    private static String shortened(String text, String end) {
        int room = MOST_BYTES - end.length();
        int length = 0;
        int at = 0;
        while (true) {
            int c = text.codePointAt(at);
            length += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (length > room) {
                return text.substring(0, at) + end;
            }
            at += Character.charCount(c);
        }
    }

    /// Refuses inputs of which two tasks would write into one folder.
    ///
    /// @throws IllegalArgumentException in one line
    void requireOneEach(Inputs inputs) {
        Map<Path, Integer> owners = new HashMap<>();
        for (int seq = 1; seq <= inputs.size(); seq++) {
            Path path = of(inputs.task(seq));
            Integer other = owners.put(path, seq);
            if (other != null) {
                throw new IllegalArgumentException("tasks %d and %d have the same values, and would both write into %s"
                        .formatted(other, seq, path));
            }
        }
    }
}
