package hyades.gas;

import hyades.comm.Communicator;
import hyades.comm.Exchange;
import hyades.comm.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The halos between a rank's blocks and those of its neighbours.
final class DistributedHalos {
    private final Communicator world;
    private final GasBlocks blocks;
    private final Map<Integer, List<Halos.Copy>> leaving = new TreeMap<>();
    private final Map<Integer, List<Halos.Copy>> arriving = new TreeMap<>();
    private final List<Neighbour> neighbours = new ArrayList<>();

    DistributedHalos(Communicator world, Layout layout, GasBlocks blocks) {
        this.world = world;
        this.blocks = blocks;
        int[] owners = layout.owners(world.size());
        for (Halos.Copy copy : blocks.leaving()) {
            leaving.computeIfAbsent(owners[copy.to()], _ -> new ArrayList<>()).add(copy);
        }
        for (Halos.Copy copy : blocks.arriving()) {
            arriving.computeIfAbsent(owners[copy.from()], _ -> new ArrayList<>())
                    .add(copy);
        }
        for (int rank : arriving.keySet()) { // who is a neighbour here has this rank for one
            neighbours.add(new Neighbour(rank, room(leaving.get(rank)), room(arriving.get(rank))));
        }
    }

    private static double[] room(List<Halos.Copy> copies) {
        long values = copies.stream().mapToLong(copy -> copy.source().cells()).sum() * Row.QUANTITIES;
        return new double[Math.toIntExact(values)];
    }

    /// Sends the cells that neighbours need.
    Exchange begin() {
        for (Neighbour neighbour : neighbours) {
            int at = 0;
            for (Halos.Copy copy : leaving.get(neighbour.rank())) {
                at = blocks.pack(copy, neighbour.out(), at);
            }
        }
        return world.exchange(neighbours);
    }

    /// Awaits those of neighbours, and puts them where they belong.
    void end(Exchange exchange) {
        exchange.await();
        for (Neighbour neighbour : neighbours) {
            int at = 0;
            for (Halos.Copy copy : arriving.get(neighbour.rank())) {
                at = blocks.unpack(copy, neighbour.in(), at);
            }
        }
    }
}
