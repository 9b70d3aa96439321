package hyades.nbody;

import hyades.nbody.InitialConditions.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The Sun and the eight planets at J2000.0 (JD 2451545.0 TDB), in the ecliptic and equinox of J2000, about
/// their common centre of mass; the Earth and the Moon are one body.
///
/// Elements: E. M. Standish, "Keplerian elements for approximate positions of the major planets" (JPL), table 1,
/// valid from 1800 to 2050: the outer planets are off by up to ten minutes of arc, the inner ones by up to 20
/// seconds. GM: those of the ephemeris DE440 (Park et al. 2021, AJ 161, 105), of each planet with its moons.
final class SolarSystem {
    /// IAU 2012, resolution B2 [m].
    static final double ASTRONOMICAL_UNIT = 149597870700.0;

    private static final double GM_OF_SUN = 1.3271244004127942e20; // [m³/s²]

    /// An orbit around the Sun.
    ///
    /// @param gm of the planet [m³/s²]
    /// @param semiMajorAxis [au]
    /// @param inclination, meanLongitude, perihelion, node degrees; of the perihelion its longitude
    private record Planet(
            String name,
            double gm,
            double semiMajorAxis,
            double eccentricity,
            double inclination,
            double meanLongitude,
            double perihelion,
            double node) {}

    private static final List<Planet> PLANETS = List.of(
            new Planet(
                    "Mercury",
                    2.2031868551400003e13,
                    0.38709927,
                    0.20563593,
                    7.00497902,
                    252.25032350,
                    77.45779628,
                    48.33076593),
            new Planet(
                    "Venus",
                    3.24858592e14,
                    0.72333566,
                    0.00677672,
                    3.39467605,
                    181.97909950,
                    131.60246718,
                    76.67984255),
            new Planet(
                    "Earth-Moon",
                    4.0350323562548019e14,
                    1.00000261,
                    0.01671123,
                    -0.00001531,
                    100.46457166,
                    102.93768193,
                    0),
            new Planet(
                    "Mars",
                    4.2828375815756102e13,
                    1.52371034,
                    0.09339410,
                    1.84969142,
                    -4.55343205,
                    -23.94362959,
                    49.55953891),
            new Planet(
                    "Jupiter",
                    1.2671276409999998e17,
                    5.20288700,
                    0.04838624,
                    1.30439695,
                    34.39644051,
                    14.72847983,
                    100.47390909),
            new Planet(
                    "Saturn",
                    3.7940584841799997e16,
                    9.53667594,
                    0.05386179,
                    2.48599187,
                    49.95424423,
                    92.59887831,
                    113.66242448),
            new Planet(
                    "Uranus",
                    5.7945563999999985e15,
                    19.18916464,
                    0.04725744,
                    0.77263783,
                    313.23810451,
                    170.95427630,
                    74.01692503),
            new Planet(
                    "Neptune",
                    6.8365271005803989e15,
                    30.06992276,
                    0.00859048,
                    1.77004347,
                    -55.12002969,
                    44.96476227,
                    131.78422574));

    private SolarSystem() {}

    /// The Sun, then the planets outwards; masses are GM over the G that is asked for, so that the orbits are
    /// the same with any. Neither the mass nor the radius of `p` counts.
    static Bodies create(Parameters p) {
        if (p.dimensions() != 3) {
            throw new IllegalArgumentException("the solar system has 3 dimensions, not " + p.dimensions());
        }
        Bodies bodies = Bodies.empty(3, 1 + PLANETS.size());
        bodies.mass[0] = GM_OF_SUN / p.gravitationalConstant();
        for (int i = 1; i < bodies.count(); i++) {
            bodies.mass[i] = PLANETS.get(i - 1).gm / p.gravitationalConstant();
            place(bodies, i, PLANETS.get(i - 1));
        }
        List<String> names = Stream.concat(Stream.of("Sun"), PLANETS.stream().map(Planet::name))
                .toList();
        return Sampling.centred(bodies).called(new Labels(null, names));
    }

    /// The total mass [kg].
    static double mass(double gravitationalConstant) {
        double[] masses = PLANETS.stream().mapToDouble(Planet::gm).toArray();
        return (GM_OF_SUN + Arrays.stream(masses).sum()) / gravitationalConstant;
    }

    /// Of the fastest planet, Mercury [s].
    static double shortestPeriod() {
        Planet mercury = PLANETS.getFirst();
        double a = mercury.semiMajorAxis * ASTRONOMICAL_UNIT;
        return 2 * Math.PI * StrictMath.sqrt(a * a * a / (GM_OF_SUN + mercury.gm));
    }

    /// Puts a planet where it is seen from the Sun.
    private static void place(Bodies bodies, int body, Planet planet) {
        double e = planet.eccentricity;
        double eccentricAnomaly = eccentricAnomaly(StrictMath.toRadians(planet.meanLongitude - planet.perihelion), e);
        double cos = StrictMath.cos(eccentricAnomaly);
        double sin = StrictMath.sin(eccentricAnomaly);
        double a = planet.semiMajorAxis * ASTRONOMICAL_UNIT;
        double minor = StrictMath.sqrt((1 - e) * (1 + e));
        double speed = StrictMath.sqrt((GM_OF_SUN + planet.gm) / a) / (1 - e * cos);
        double[] position = inEcliptic(planet, a * (cos - e), a * minor * sin);
        double[] velocity = inEcliptic(planet, -speed * sin, speed * minor * cos);
        for (int d = 0; d < 3; d++) {
            bodies.position[d][body] = position[d];
            bodies.velocity[d][body] = velocity[d];
        }
    }

    /// Solves Kepler's equation M = E - e sin E by Newton's method: from E = M it gains as many digits in a step as
    /// it has, and e < 0.21 here.
    private static double eccentricAnomaly(double meanAnomaly, double e) {
        double anomaly = meanAnomaly;
        for (int i = 0; i < 8; i++) {
            anomaly -= (anomaly - e * StrictMath.sin(anomaly) - meanAnomaly) / (1 - e * StrictMath.cos(anomaly));
        }
        return anomaly;
    }

    /// A vector of the orbit's plane, whose first axis points to the perihelion.
    private static double[] inEcliptic(Planet planet, double x, double y) {
        double argument = StrictMath.toRadians(planet.perihelion - planet.node);
        double fromNode = x * StrictMath.cos(argument) - y * StrictMath.sin(argument);
        double across = x * StrictMath.sin(argument) + y * StrictMath.cos(argument);
        double cosNode = StrictMath.cos(StrictMath.toRadians(planet.node));
        double sinNode = StrictMath.sin(StrictMath.toRadians(planet.node));
        double inclination = StrictMath.toRadians(planet.inclination);
        double flat = across * StrictMath.cos(inclination);
        return new double[] {
            cosNode * fromNode - sinNode * flat,
            sinNode * fromNode + cosNode * flat,
            across * StrictMath.sin(inclination)
        };
    }
}
