package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.Event.Kind;
import hyades.nbody.EventPlan.OnCollision;
import hyades.vector.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSearchTest {
    /// What a run told of, with the bodies' state after its last step, and where that is.
    private record Ended(List<StepEvents> told, double[] state, Moment at, double[] memory) {
        List<Event> events(Kind kind) {
            return told.stream()
                    .flatMap(each -> each.events().stream())
                    .filter(event -> event.kind() == kind)
                    .toList();
        }

        List<Double> times(Kind kind) {
            return told.stream()
                    .flatMap(each -> each.events().stream()
                            .filter(event -> event.kind() == kind)
                            .map(event -> event.time(each.at())))
                    .toList();
        }
    }

    private record Listener(List<StepEvents> told) implements DistributedNBody.Observer {
        @Override
        public void happened(StepEvents events, Bodies bodies) {
            told.add(events);
        }

        @Override
        public void measured(Moment at, Diagnostics diagnostics) {}

        @Override
        public void stepped(Moment at, Bodies bodies) {}
    }

    private static Ended run(Bodies start, Plan plan, int ranks, long step, double[] memory) {
        return TestRanks.run(ranks, world -> {
                    List<StepEvents> told = new ArrayList<>();
                    boolean isRoot = world.rank() == 0;
                    DistributedForces forces = DistributedForces.ofProcessor(world, KernelChoice.AUTO);
                    try (DistributedNBody nbody = new DistributedNBody(
                            world, isRoot ? plan : null, isRoot ? start.copy() : null, step, memory, forces, 1)) {
                        nbody.run(new Listener(told));
                        return new Ended(told, nbody.bodies().pack(), nbody.at(), nbody.memory());
                    }
                })
                .getFirst();
    }

    private static Ended run(Bodies start, Plan plan) {
        return run(start, plan, 1, 0, new double[0]);
    }

    private static Plan plan(Scheme scheme, double dt, long steps, double softening, EventPlan events) {
        double end = scheme.isAdaptive() ? Math.abs(dt) * steps * Math.signum(dt) : Double.NaN;
        return new Plan(
                        scheme,
                        dt,
                        scheme.isAdaptive() ? Plan.MOST_STEPS : steps,
                        1,
                        softening,
                        10,
                        end,
                        scheme.isAdaptive() ? 1e-9 : Double.NaN)
                .with(events);
    }

    private static EventPlan encounter(double distance) {
        return new EventPlan(distance, 0, OnCollision.NONE);
    }

    private static EventPlan onCollision(OnCollision collision) {
        return new EventPlan(0, 0, collision);
    }

    /// Two bodies that hardly pull at each other: the second flies by the first along x, at a distance of y, and is
    /// nearest after 1/speed.
    private static Bodies flyby(double speed, double y) {
        return new Bodies(new double[] {1e-20, 1e-20}, new double[][] {{0, -1}, {0, y}}, new double[][] {
                    {0, speed}, {0, 0}
                })
                .with(new double[] {0.01, 0.02});
    }

    /// Straight lines by arithmetic: nearest at t = 1/100 at a distance of y, in the middle of the third step, of which
    /// each goes 40 times as far as that. The masses bend them by 1e-20; rounding is of the order of the places, 1.
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void aFastBodyIsSeenBetweenTwoSteps(Scheme scheme) {
        Ended ended = run(flyby(100, 0.01), plan(scheme, 0.004, 5, 0, encounter(0.02)));
        assertEquals(1, ended.events(Kind.ENCOUNTER).size());
        assertEquals(0.01, ended.events(Kind.ENCOUNTER).getFirst().distance(), 1e-14);
        assertEquals(0.01, ended.times(Kind.ENCOUNTER).getFirst(), 1e-16);
        assertEquals(
                0,
                run(flyby(100, 0.01), plan(scheme, 0.004, 5, 0, encounter(0.0099)))
                        .told
                        .size());
    }

    /// Back in time the same passage, at the time of the opposite sign.
    @Test
    void aRunBackInTimeSeesItToo() {
        Ended ended = run(flyby(-100, 0.01), plan(Scheme.LEAPFROG, -0.004, 5, 0, encounter(0.02)));
        assertEquals(
                List.of(-0.01),
                ended.times(Kind.ENCOUNTER).stream()
                        .map(t -> Math.rint(t * 1e12) / 1e12)
                        .toList());
    }

    /// An orbit of a = 1 and e = 0.5, from its pericentre on, whose period is 2π: nearest at 0.5 after 2π
    /// and 4π. Steps of 2π/1000: the scheme of sixth order is off by less than 1e-9 there, and the cubic by
    /// dt⁴/384 times the fourth derivative, at most about (GM)²/r⁵ (1 + 15e) = 300: 1e-9.
    @Test
    void eachPassageIsListedOnceAtItsPericentre() {
        Bodies kepler = Systems.create(InitialConditions.KEPLER, 2, 2, 0.5, 1);
        double dt = 2 * Math.PI / 1000;
        Ended ended = run(kepler, plan(Scheme.YOSHIDA6, dt, 2500, 0, encounter(0.6)));
        assertEquals(2, ended.events(Kind.ENCOUNTER).size());
        for (int orbit = 0; orbit < 2; orbit++) {
            assertEquals(0.5, ended.events(Kind.ENCOUNTER).get(orbit).distance(), 1e-8);
            assertEquals(2 * Math.PI * (orbit + 1), ended.times(Kind.ENCOUNTER).get(orbit), 1e-7);
        }
    }

    /// Contact is where the distance is 0.03: at y = 0.018 after (1 - 0.024)/100, by Pythagoras; once, not at each
    /// step of the overlap.
    @ParameterizedTest
    @ValueSource(doubles = {0.004, 1e-5})
    void aCollisionIsListedOnceWhereTheBodiesTouch(double dt) {
        long steps = Math.round(0.02 / dt);
        Ended ended = run(flyby(100, 0.018), plan(Scheme.LEAPFROG, dt, steps, 0, onCollision(OnCollision.IGNORE)));
        assertEquals(1, ended.events(Kind.COLLISION).size());
        assertEquals(0.03, ended.events(Kind.COLLISION).getFirst().distance(), 1e-14);
        assertEquals(0.00976, ended.times(Kind.COLLISION).getFirst(), 1e-15);
        assertEquals(steps, ended.at.step());
        assertTrue(run(flyby(100, 0.031), plan(Scheme.LEAPFROG, dt, steps, 0, onCollision(OnCollision.IGNORE)))
                .told
                .isEmpty());
    }

    /// They touch in the third of the steps of 0.004. What goes on from there passes through: it does not stop again.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aCollisionStopsTheRunAfterItsStep(int ranks) {
        Plan plan = plan(Scheme.LEAPFROG, 0.004, 5, 0, onCollision(OnCollision.STOP));
        Bodies start = flyby(100, 0.018);
        Ended stopped = run(start, plan, ranks, 0, new double[0]);
        assertEquals(3, stopped.at.step());
        Bodies bodies = start.copy();
        bodies.unpack(stopped.state);
        Ended ended = run(bodies, plan, ranks, 3, stopped.memory);
        assertEquals(5, ended.at.step());
        assertTrue(ended.told.isEmpty());
    }

    /// From a distance of 1 a body of speed 3 leaves a mass of 1 for good (it takes the square root of 2) and
    /// is still faster than 2.6; one in a circle stays.
    @Test
    void anEscapeIsListedOnceWhereItIsFarAndUnbound() {
        Bodies bodies = new Bodies(new double[] {1, 1e-3, 1e-3}, new double[][] {{0, 1, 0}, {0, 0, 1}}, new double[][] {
            {0, 3, 1}, {0, 0, 0}
        });
        Ended ended = run(bodies, plan(Scheme.LEAPFROG, 0.01, 400, 0, new EventPlan(0, 2, OnCollision.NONE)));
        assertEquals(1, ended.events(Kind.ESCAPE).size());
        Event escape = ended.events(Kind.ESCAPE).getFirst();
        assertEquals(1, escape.first());
        assertTrue(escape.distance() > 2 && escape.distance() < 2.03, "" + escape); // a step goes less than 0.03
        assertEquals(
                0,
                run(bodies, plan(Scheme.LEAPFROG, 0.01, 400, 0, new EventPlan(0, 50, OnCollision.NONE)))
                        .told
                        .size());
    }

    /// Far away, but too slow to leave, or on its way in.
    @ParameterizedTest
    @ValueSource(doubles = {0.3, -3})
    void aBodyThatIsBoundOrComesInIsNoEscape(double speed) {
        Bodies bodies = new Bodies(
                new double[] {1, 1e-3}, new double[][] {{0, 10}, {0, 0}}, new double[][] {{0, speed}, {0, 0}});
        assertTrue(run(bodies, plan(Scheme.LEAPFROG, 0.01, 100, 0, new EventPlan(0, 2, OnCollision.NONE)))
                .told
                .isEmpty());
    }

    private static Bodies cluster() {
        Bodies bodies = Systems.create(InitialConditions.UNIFORM, 3, 61, 0, 5);
        double[] radii = new double[61];
        java.util.Arrays.fill(radii, 0.02);
        return bodies.with(radii);
    }

    private static final EventPlan ALL = new EventPlan(0.1, 1.2, OnCollision.IGNORE);

    /// A cluster that collapses, with events of each kind: the same at any number of ranks, by all their bits, and the
    /// bodies are those of a run in which nothing is looked for.
    @ParameterizedTest(name = "{0}, {1} ranks")
    @CsvSource({"LEAPFROG, 2", "LEAPFROG, 3", "LEAPFROG, 8", "HERMITE4, 3"})
    void theSameIsFoundOnAnyNumberOfRanks(Scheme scheme, int ranks) {
        Plan plan = plan(scheme, 2e-3, 1500, 0.01, ALL);
        Ended alone = run(cluster(), plan);
        for (Kind kind : Kind.values()) {
            assertTrue(!alone.events(kind).isEmpty(), kind.toString());
        }
        Ended together = run(cluster(), plan, ranks, 0, new double[0]);
        assertEquals(alone.told, together.told);
        assertArrayEquals(alone.state, together.state);
        assertArrayEquals(alone.state, run(cluster(), plan.with(EventPlan.NONE)).state);
    }

    /// Stopped anywhere, and gone on with other ranks: nothing is told twice or missed.
    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource({"LEAPFROG, 400", "LEAPFROG, 777", "HERMITE4, 601"})
    void whatGoesOnFindsTheRest(Scheme scheme, long steps) {
        Plan whole = plan(scheme, 2e-3, 1200, 0.01, ALL);
        Ended first = run(cluster(), whole.to(steps), 3, 0, new double[0]);
        Bodies bodies = cluster();
        bodies.unpack(first.state);
        Ended second = run(bodies, whole, 2, steps, first.memory);
        List<String> parts = new ArrayList<>();
        first.told.forEach(each -> parts.add(each.at().step() + ": " + each.events()));
        second.told.forEach(each -> parts.add(each.at().step() + ": " + each.events()));
        assertEquals(
                run(cluster(), whole).told.stream()
                        .map(each -> each.at().step() + ": " + each.events())
                        .toList(),
                parts);
    }
}
