package hyades.sweep;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the commands of a sweep are made with: tables of values, of which every row of one meets every
/// row of the others; the last changes fastest, as with GNU Parallel.
///
/// @param names of the columns of all tables; a column without one has its number, from 1
/// @param tables at least one
public record Inputs(List<String> names, List<Table> tables) {
    /// Columns that belong together, row by row.
    ///
    /// @param columns at least one, all equally long
    public record Table(List<List<ByteText>> columns) {
        public Table {
            columns = List.copyOf(columns);
            for (List<ByteText> column : columns) {
                if (column.size() != columns.getFirst().size()) {
                    throw new IllegalArgumentException("Columns of %d and %d rows"
                            .formatted(columns.getFirst().size(), column.size()));
                }
            }
        }

        int rows() {
            return columns.getFirst().size();
        }

        /// With one more column, as far as both go.
        public Table linked(List<ByteText> column) {
            int rows = Math.min(rows(), column.size());
            List<List<ByteText>> all = new ArrayList<>();
            columns.forEach(each -> all.add(each.subList(0, rows)));
            all.add(column.subList(0, rows));
            return new Table(all);
        }
    }

    public Inputs {
        names = List.copyOf(names);
        tables = List.copyOf(tables);
        long tasks = 1;
        for (Table table : tables) {
            tasks *= table.rows();
            if (tasks > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("more than %d tasks".formatted(Integer.MAX_VALUE));
            }
        }
    }

    /// Columns one after the other, numbered.
    public static Inputs of(List<Table> tables) {
        List<String> names = new ArrayList<>();
        for (Table table : tables) {
            for (int i = 0; i < table.columns.size(); i++) {
                names.add(Integer.toString(names.size() + 1));
            }
        }
        return new Inputs(names, tables);
    }

    /// How many tasks they make.
    public int size() {
        int tasks = 1;
        for (Table table : tables) {
            tasks *= table.rows();
        }
        return tasks;
    }

    /// @param seq from 1 to [#size]
    public Task task(int seq) {
        ByteText[] values = new ByteText[names.size()];
        int left = seq - 1;
        int end = values.length;
        for (Table table : tables.reversed()) {
            int row = left % table.rows();
            left /= table.rows();
            end -= table.columns.size();
            for (int i = 0; i < table.columns.size(); i++) {
                values[end + i] = table.columns.get(i).get(row);
            }
        }
        return new Task(seq, List.of(values));
    }

    /// To be kept.
    public void write(DataOutput out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            ByteText.of(name).write(out);
        }
        out.writeInt(tables.size());
        for (Table table : tables) {
            out.writeInt(table.columns.size());
            for (List<ByteText> column : table.columns) {
                out.writeInt(column.size());
                for (ByteText value : column) {
                    value.write(out);
                }
            }
        }
    }

    /// The inverse of [#write].
    public static Inputs read(DataInputStream in) throws IOException {
        List<String> names = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            names.add(ByteText.read(in).toString());
        }
        List<Table> tables = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            List<List<ByteText>> columns = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                List<ByteText> column = new ArrayList<>();
                for (int rows = in.readInt(); rows > 0; rows--) {
                    column.add(ByteText.read(in));
                }
                columns.add(column);
            }
            tables.add(new Table(columns));
        }
        return new Inputs(names, tables);
    }
}
