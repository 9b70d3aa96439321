package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two machines, as far as the network goes: namespaces with an address and a host name each, which see nothing of
/// each other but a cable. `srun` and `scontrol` are stand-ins that start two ranks in each. Skipped without the right
/// to make namespaces.
@Timeout(600)
class NetworkNamespacesIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /// Names and a network (RFC 2544's, for tests) that nothing else here uses.
    private static final String PREFIX =
            "hy%d".formatted(ProcessHandle.current().pid());

    private static final String NETWORK =
            "198.18.%d.".formatted(ProcessHandle.current().pid() % 250);

    @TempDir
    Path folder;

    @BeforeEach
    void makeMachines() throws Exception {
        Shell.Result made = shell("""
            set -e
            ip netns add $P-a
            ip netns add $P-b
            ip -n $P-a link add eth0 type veth peer name eth0 netns $P-b
            for machine in a:1 b:2; do
                ns=$P-${machine%:*}
                ip -n $ns link set lo up
                ip -n $ns address add $NET${machine#*:}/24 dev eth0
                ip -n $ns link set eth0 up
            done
            unshare --uts true
            # As machines have it: the own name is known, once by the address, once in Debian's way, and no other is.
            mkdir -p /etc/netns/$P-a /etc/netns/$P-b
            echo "${NET}1 node-a" >/etc/netns/$P-a/hosts
            echo '127.0.1.1 node-b' >/etc/netns/$P-b/hosts
            """);
        assumeTrue(made.code() == 0, () -> "needs the right to make network namespaces: " + made.output());
        fake("scontrol", """
            case "$2" in
                hostnames) echo node-a ;;
                node) echo "NodeName=node-a NodeAddr=%s1 NodeHostName=node-a" ;;
            esac
            """.formatted(NETWORK));
        fake("srun", """
            tasks=0
            while [ "${1#--}" != "$1" ]; do
                [ "${1#--ntasks=}" = "$1" ] || tasks=${1#--ntasks=}
                shift
            done
            task=0
            pids=
            while [ $task -lt $tasks ]; do
                [ $((task * 2)) -lt $tasks ] && machine=a || machine=b
                (
                    export SLURM_PROCID=$task SLURM_STEP_NUM_TASKS=$tasks SLURM_STEP_ID=0
                    export SLURMD_NODENAME=node-$machine
                    exec ip netns exec $P-$machine unshare --uts sh -c 'hostname $0 && exec "$@"' node-$machine "$@"
                ) 2>&1 | sed -u "s/^/$task: /" &
                pids="$pids $!"
                task=$((task + 1))
            done
            wait
            """);
    }

    @AfterEach
    void removeMachines() throws Exception {
        shell("ip netns del $P-a; ip netns del $P-b; rm -rf /etc/netns/$P-a /etc/netns/$P-b; rmdir /etc/netns");
    }

    private void fake(String command, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(command), "#!/bin/bash\nP=%s\n%s".formatted(PREFIX, script));
        assertTrue(file.toFile().setExecutable(true));
    }

    private Shell.Result shell(String script) throws Exception {
        return Shell.run(
                folder,
                Map.of("P", PREFIX, "NET", NETWORK, "PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"),
                "sh",
                "-c",
                script);
    }

    private Shell.Result onTwoMachines(String... arguments) throws Exception {
        return Shell.run(
                folder,
                Map.of(
                        "PATH", folder + ":" + System.getenv("PATH") + ":/usr/sbin:/sbin",
                        "SLURM_JOB_ID", Long.toString(ProcessHandle.current().pid()),
                        "SLURM_NTASKS", "4",
                        "SLURM_JOB_NODELIST", "node-[a-b]",
                        "SLURM_JOB_NUM_NODES", "2"),
                Stream.concat(Stream.of(PROJECT.resolve("hyades").toString(), "--on", "slurm"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// Nothing relies on the loopback interface between ranks, nor on names that somebody would have to resolve.
    @Test
    void ranksOfTwoMachinesFindEachOther() throws Exception {
        String[] job = {"nbody", "--bodies", "103", "--dimensions", "3", "--steps", "200", "--no-plots", "--out"};
        Shell.Result two =
                onTwoMachines(Stream.concat(Stream.of(job), Stream.of("two")).toArray(String[]::new));
        assertEquals(0, two.code(), two::output);
        JsonArray ranks = JsonParser.parseString(Files.readString(folder.resolve("two/run.json")))
                .getAsJsonObject()
                .getAsJsonArray("perRank");
        assertEquals(4, ranks.size());
        for (int rank = 0; rank < 4; rank++) {
            String host = ranks.get(rank).getAsJsonObject().get("host").getAsString();
            assertEquals(rank < 2 ? "node-a" : "node-b", host);
        }
        Shell.Result one = Shell.run(
                folder,
                Stream.of(Stream.of(PROJECT.resolve("hyades").toString(), "-n", "1"), Stream.of(job), Stream.of("one"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
        assertEquals(0, one.code(), one::output);
        for (String file : List.of("final.csv", "diagnostics.csv")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve("one").resolve(file),
                            folder.resolve("two").resolve(file)),
                    file);
        }
    }
}
