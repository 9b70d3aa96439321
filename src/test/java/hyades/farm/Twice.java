package hyades.farm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Work whose result is the item's name said twice; every fifth item is bad.
class Twice implements Work<String> {
    /// The digits of a name.
    static int number(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    @Override
    public String process(String name) throws IOException, InterruptedException {
        if (number(name) % 5 == 4) {
            throw new IOException("no good:\n\"" + name + "\", µ");
        }
        return name + name;
    }

    @Override
    public void write(String result, DataOutputStream out) throws IOException {
        Outcome.writeText(result, out);
    }

    @Override
    public String read(DataInputStream in) throws IOException {
        return Outcome.readText(in);
    }
}
