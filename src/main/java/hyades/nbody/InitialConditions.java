package hyades.nbody;

import java.util.Locale;
import java.util.function.Function;

/// Systems to start from. Each depends on its parameters alone, the seed included: no bit differs between machines
/// (so `StrictMath`, and a generator whose algorithm is specified).
public enum InitialConditions {
    /// At rest, uniform in a disc or a ball of the given radius.
    UNIFORM(2, 1000, 0.05, Spheres::uniform),

    /// A Plummer sphere in equilibrium whose virial radius is the given radius (scale length 3π/16 of it), sampled
    /// as Aarseth, Hénon & Wielen (1974), A&A 37, 183, have it; in three dimensions only.
    PLUMMER(3, 1000, 0.05, Spheres::plummer),

    /// The lowered isothermal sphere of King (1966), AJ 71, 64, of a depth W₀ at its centre, in equilibrium; its virial
    /// radius is the given radius; in three dimensions only.
    KING(3, 1000, 0.05, Spheres::king),

    /// Two Plummer spheres, each of half of the bodies and of the given virial radius, that fly at each other;
    /// in three dimensions only.
    COLLISION(3, 1000, 0.05, Spheres::collision) {
        /// About that in which they meet from where they start if nobody says otherwise.
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return 4 * freeFallTime(mass, radius, gravitationalConstant);
        }
    },

    /// The disc of Kalnajs (1972), ApJ 175, 63: surface density (3M/2πR²) (1 - r²/R²)^(1/2) within the
    /// radius R, in which gravity is a linear force, -Ω₀² r with Ω₀² = 3πGM/4R³. It turns as a rigid body
    /// at the asked part of Ω₀: without any it falls together as a whole, with all it turns for ever but
    /// for its instabilities.
    KALNAJS(2, 1000, 0.05, Discs::kalnajs) {
        /// Of the disc at rest: (π/2) (1/2)^(1/2) / Ω₀ = 0.723601 (R³/GM)^(1/2).
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return freeFallTime(mass, radius, gravitationalConstant) / StrictMath.sqrt(0.75 * Math.PI);
        }
    },

    /// A disc around a central body of nine tenths of the mass: from half of the radius to five radii that of
    /// Kuzmin (1956), surface density ∝ (1 + r²/R²)^(-3/2), which is taken since its gravity is known in closed
    /// form. Speeds scatter about those of circular orbits by as much as Toomre's Q says: where it is below 1
    /// clumps form as the disc turns.
    DISC(2, 1000, 0.02, Discs::aroundCentre) {
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return KEPLER.timeScale(mass, radius, gravitationalConstant);
        }
    },

    /// Two equal bodies around each other, at pericentre; the radius is the semi-major axis of their relative
    /// orbit.
    KEPLER(2, 2, FewBodies::kepler) {
        /// Beyond an eccentricity of 1/2 the leapfrog's error of the energy, relative to it, stays what it is there:
        /// the time near pericentre goes as (1 - e)^(3/2), and the energy there is 2/(1 - e) of the total.
        @Override
        double partToResolve(Parameters p) {
            return Math.min(1, StrictMath.pow(2 * (1 - p.shape.eccentricity), 2));
        }

        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return 2 * Math.PI * StrictMath.sqrt(radius * radius * radius / (gravitationalConstant * mass));
        }
    },

    /// Three equal bodies that chase each other along one figure eight: Chenciner & Montgomery (2000), Annals of
    /// Mathematics 152, 881, after Simó; digits of arXiv:2201.01205. The radius is the unit of length.
    FIGURE_EIGHT(2, 3, FewBodies::figureEight) {
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return FewBodies.FIGURE_EIGHT_PERIOD
                    * StrictMath.sqrt(radius * radius * radius / (gravitationalConstant * mass / 3));
        }
    },

    /// Three equal bodies at the corners of an equilateral triangle that turns (Lagrange 1772): the radius is that of
    /// the circle on which they go round. Unstable: the rounding of the start grows by e^4.4 in each period.
    LAGRANGE(2, 3, FewBodies::lagrange) {
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return 2 * Math.PI * radius / FewBodies.lagrangeSpeed(mass, radius, gravitationalConstant);
        }
    },

    /// Three bodies of masses 3, 4 and 5 at rest at the corners of a triangle with these sides, each opposite to the
    /// side of its number: Burrau (1913), Szebehely & Peters (1967), AJ 72, 876. The radius is the unit of length.
    PYTHAGOREAN(2, 3, FewBodies::pythagorean) {
        /// The unit of time in which the literature tells of it; the first close encounter is at 1.88 of them.
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return StrictMath.sqrt(radius * radius * radius / (gravitationalConstant * mass / 12));
        }

        @Override
        double defaultMass(int count, double gravitationalConstant) {
            return 12;
        }
    },

    /// The Sun and the eight planets at J2000.0, see [SolarSystem]; in three dimensions only. It has its own mass
    /// and size.
    SOLAR_SYSTEM(3, 9, SolarSystem::create) {
        /// The year of Mercury.
        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return SolarSystem.shortestPeriod();
        }

        @Override
        double defaultMass(int count, double gravitationalConstant) {
            return SolarSystem.mass(gravitationalConstant);
        }

        @Override
        double defaultRadius() {
            return SolarSystem.ASTRONOMICAL_UNIT;
        }

        @Override
        public boolean hasItsOwnSize() {
            return true;
        }
    };

    /// Of the random numbers, where nobody asks for another.
    public static final long SEED = 1;

    /// G of CODATA 2018 [m³/(kg s²)].
    public static final double GRAVITATIONAL_CONSTANT = 6.67430e-11;

    /// What a system is made from; each kind uses what it needs.
    ///
    /// @param dimensions 2 or 3
    /// @param bodies their number, at least 1
    /// @param mass total mass [kg]
    /// @param radius [m], see the kinds
    /// @param gravitationalConstant G [m³/(kg s²)]
    /// @param shape what only some kinds have
    /// @param seed of the random numbers
    public record Parameters(
            int dimensions,
            int bodies,
            double mass,
            double radius,
            double gravitationalConstant,
            Shape shape,
            long seed) {}

    /// What only some kinds have.
    ///
    /// @param eccentricity of the Kepler orbit, from 0 to below 1
    /// @param spin of the Kalnajs disc, 0 to 1: its angular speed, of that with which it needs no other support
    /// @param depth W₀ of King's sphere, 0.1 to 12
    /// @param separation of the spheres that collide, along their way, in radii, at least 0
    /// @param impact how far they would pass each other by if nothing pulled, in radii, at least 0
    /// @param speed of one relative to the other, of that of a fall from rest at infinity, at least 0
    /// @param toomre Q of the disc around a central body, 0 to 10: 0 for circular orbits
    public record Shape(
            double eccentricity,
            double spin,
            double depth,
            double separation,
            double impact,
            double speed,
            double toomre) {
        /// Where nobody says it.
        public static final Shape USUAL = new Shape(0.5, 0, 6, 4, 2, 1, 1.5);
    }

    private final int dimensions;
    private final int bodies;
    private final boolean isRandom;
    private final double softening;
    private final Function<Parameters, Bodies> recipe;

    /// As many bodies as one likes, at random.
    ///
    /// @param softening in units of the radius
    InitialConditions(int dimensions, int bodies, double softening, Function<Parameters, Bodies> recipe) {
        this(dimensions, bodies, true, softening, recipe);
    }

    /// Few bodies, always the same.
    InitialConditions(int dimensions, int bodies, Function<Parameters, Bodies> recipe) {
        this(dimensions, bodies, false, 0, recipe);
    }

    InitialConditions(
            int dimensions, int bodies, boolean isRandom, double softening, Function<Parameters, Bodies> recipe) {
        this.dimensions = dimensions;
        this.bodies = bodies;
        this.isRandom = isRandom;
        this.softening = softening;
        this.recipe = recipe;
    }

    /// Makes the system.
    ///
    /// @throws IllegalArgumentException if there is no such system
    public Bodies create(Parameters parameters) {
        if (!isRandom && parameters.bodies != bodies) {
            throw new IllegalArgumentException("%s has %d bodies, not %d".formatted(this, bodies, parameters.bodies));
        }
        return recipe.apply(parameters);
    }

    /// The time in which the system changes [s]: the period of an orbit, else the free-fall time of a uniform
    /// sphere.
    public double timeScale(double mass, double radius, double gravitationalConstant) {
        return freeFallTime(mass, radius, gravitationalConstant);
    }

    /// The part of the time scale that a time step has to resolve as well as other systems' whole.
    double partToResolve(Parameters parameters) {
        return 1;
    }

    /// t_ff = (π/2) (R³/(2GM))^(1/2), in which a uniform sphere at rest collapses [s].
    public static double freeFallTime(double mass, double radius, double gravitationalConstant) {
        return Math.PI / 2 * StrictMath.sqrt(radius * radius * radius / (2 * gravitationalConstant * mass));
    }

    /// The total mass where none is asked for [kg].
    double defaultMass(int count, double gravitationalConstant) {
        return count;
    }

    /// The radius where none is asked for [m].
    double defaultRadius() {
        return 1;
    }

    /// The units in which people think of it: problems of few bodies that are nowhere have G = 1.
    public Units usualUnits() {
        return isRandom || hasItsOwnSize() ? Units.SI : Units.NBODY;
    }

    /// Whether neither a mass nor a radius can be asked for.
    public boolean hasItsOwnSize() {
        return false;
    }

    /// Parameters with what was asked for, and the defaults where that is null: a total mass of 1 kg a body, or 12 kg
    /// in the Pythagorean problem, a radius of 1 m, the seed 1; the Sun and its planets have their own.
    public Parameters parameters(
            Integer askedDimensions,
            Integer askedBodies,
            Double mass,
            Double radius,
            double gravitationalConstant,
            Shape shape,
            Long seed) {
        int count = askedBodies == null ? bodies : askedBodies;
        return new Parameters(
                askedDimensions == null ? dimensions : askedDimensions,
                count,
                mass == null ? defaultMass(count, gravitationalConstant) : mass,
                radius == null ? defaultRadius() : radius,
                gravitationalConstant,
                shape,
                seed == null ? SEED : seed);
    }

    /// The number of bodies where none is asked for.
    public int defaultBodies() {
        return bodies;
    }

    /// The softening length where none is asked for, in units of the radius.
    double defaultSoftening() {
        return softening;
    }

    /// Whether the seed matters; the others have a fixed number of bodies.
    public boolean isRandom() {
        return isRandom;
    }

    /// As the command line has it: `figure-eight`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
