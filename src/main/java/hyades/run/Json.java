package hyades.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import hyades.storage.FileFault;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Records as JSON files.
public final class Json {
    /// Numbers that are not finite become null, and null becomes NaN: JSON has none.
    private static final TypeAdapter<Double> NUMBERS = new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value == null || !Double.isFinite(value)) {
                out.nullValue();
            } else {
                out.value(value);
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Double.NaN;
            }
            return in.nextDouble();
        }
    };

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Double.class, NUMBERS)
            .registerTypeAdapter(double.class, NUMBERS)
            .create();

    /// A record has some hundred bytes for each rank.
    private static final long MOST_BYTES = 64 << 20;

    private Json() {}

    /// Writes a record, whole or not at all.
    public static void write(Path file, Object value) throws IOException {
        WholeFile.writeText(file, GSON.toJson(value) + "\n");
    }

    /// Reads a record; what the file does not have is null, or zero.
    ///
    /// @throws IOException in one line, for a file that is not there or is damaged
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            T value = GSON.fromJson(text(file), type);
            if (value == null) {
                throw damaged(file, "it is empty");
            }
            return value;
        } catch (FileSystemException e) {
            throw new IOException(FileFault.line(e), e);
        } catch (JsonParseException | NumberFormatException e) {
            throw damaged(
                    file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /// The text of a record.
    ///
    /// @throws IOException in one line, for a file that is not there, that is no text or larger than any record
    public static String text(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw damaged(file, "%d bytes, more than any record has".formatted(size));
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is not text");
        }
    }

    public static IOException damaged(Path file, String how) {
        return new IOException("%s: is damaged: %s".formatted(file, how));
    }
}
