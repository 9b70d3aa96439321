package hyades.images.app;

import hyades.farm.Work;
import hyades.images.Filtered;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Filters files: an item's name is a file's.
interface FilteredWork extends Work<Filtered> {
    @Override
    default void write(Filtered result, DataOutputStream out) throws IOException {
        result.write(out);
    }

    @Override
    default Filtered read(DataInputStream in) throws IOException {
        return Filtered.read(in);
    }
}
