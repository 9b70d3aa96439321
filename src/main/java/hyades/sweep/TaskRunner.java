package hyades.sweep;

import hyades.storage.FileFault;
import hyades.storage.UnnamedFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a rank's tasks, one after the other, for one thread at a time.
final class TaskRunner implements AutoCloseable {
    private final HowToRun how;
    private final Template template;
    private final ResultsFolder results;
    private final int slot;
    private final String host;
    private TaskShell shell;
    private Path scratch;
    private FileStore disk;

    /// @param slot the rank's number, from 1
    /// @param host this machine's name
    TaskRunner(HowToRun how, int slot, String host) {
        this.how = how;
        this.slot = slot;
        this.host = host;
        template = how.template();
        results = how.resultsFolder();
    }

    /// Runs a task. Where the thread is interrupted, the task is asked to end, and made to after three
    /// seconds.
    ///
    /// @throws IOException in one line, if it could not be run, or what it printed not be kept
    synchronized TaskResult run(Task task) throws IOException {
        ByteText script;
        try {
            script = template.script(task, slot);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (shell != null && !shell.isAlive()) { // ended from outside since the last task
            close();
        }
        if (shell == null) {
            begin();
        }
        Path folder = results == null ? scratch : made(results.of(task));
        if (results != null) { // what an earlier attempt has printed is none of this one's
            remove(folder.resolve("stdout"));
            remove(folder.resolve("stderr"));
        }
        Ended ended;
        try {
            ended = shell.run(task.seq(), script, results == null ? null : folder);
        } catch (GoneException e) {
            try {
                close();
            } catch (IOException of) { // no other guard can be started
                e.addSuppressed(of);
            }
            throw e;
        }
        TaskOutput out = output(folder.resolve("stdout"), task, "out", ended);
        TaskOutput err = output(folder.resolve("stderr"), task, "err", ended);
        // Programs that do not look whether they can print leave less than they meant to.
        if (ended.failure() == null && out.length() + err.length() > 0 && disk.getUsableSpace() == 0) {
            throw new IOException("%s: no space left: what it printed may not all be there".formatted(folder));
        }
        return new TaskResult(ended, host, out, err);
    }

    /// A word that begins the marks of the processes of all ranks' tasks.
    String mark() {
        return how.mark();
    }

    /// The folder for what tasks print, where that is long.
    Path outputs() {
        return how.outputs();
    }

    /// What looks after the tasks of this rank; once one has run.
    Guard guard() {
        return shell.guard();
    }

    private void begin() throws IOException {
        scratch = Files.createTempDirectory(UnnamedFile.folder(), ".hyades-");
        disk = Files.getFileStore(results == null ? scratch : made(results.folder()));
        try {
            shell = new TaskShell("%s-%d-".formatted(how.mark(), slot), scratch, slot, how.shell());
        } catch (IOException e) {
            Files.deleteIfExists(scratch); // a guard that was there has
            throw e;
        }
    }

    /// @throws IOException in one line
    private static Path made(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("%s: cannot be made: %s".formatted(folder, FileFault.reason(e)), e);
        }
    }

    private static void remove(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IOException("%s: cannot be replaced: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    /// A file that holds something is deleted, and another made for the next task: ext4 writes one that
    /// is made empty and written again to the disk as soon as it is closed, which took 2.5 ms.
    private TaskOutput output(Path file, Task task, String end, Ended ended) throws IOException {
        if (Files.notExists(file)) {
            if (ended.signal() == 0 && ended.exit() <= 128) {
                throw new IOException("%s: is gone, or cannot be written".formatted(file));
            }
            return TaskOutput.NONE; // of what a signal ended before it had begun
        }
        if (results != null) {
            return TaskOutput.in(file);
        }
        TaskOutput output = TaskOutput.of(file, how.outputs().resolve("%d.%s".formatted(task.seq(), end)));
        if (output.length() > 0) {
            Files.delete(file);
        }
        return output;
    }

    /// Ends what runs.
    @Override
    public synchronized void close() throws IOException {
        if (shell != null) {
            TaskShell old = shell;
            shell = null;
            old.close();
        }
    }
}
