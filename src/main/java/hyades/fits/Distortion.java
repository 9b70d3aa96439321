package hyades.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two polynomials of the coordinates in a plane that replace them.
record Distortion(List<Term> first, List<Term> second) {
    /// Leaves all as it is.
    static final Distortion NONE = new Distortion(List.of(new Term(1, 1, 0, 0)), List.of(new Term(1, 0, 1, 0)));

    /// The highest order of [#sip] that its authors had in mind, and that two digits can name.
    private static final int MOST_SIP = 9;

    /// The number of coefficients of [#tpv] up to the seventh order.
    private static final int TPV_TERMS = 40;

    /// `coefficient` u^`u` v^`v` r^`r`, where r² = u² + v².
    record Term(double coefficient, int u, int v, int r) {}

    /// The simple imaging polynomial, of pixels relative to CRPIX: Shupe et al. 2005, ASP Conf. Ser. 347, 491. It is
    /// there where A_ORDER or B_ORDER is, whatever CTYPE says, as astropy has it.
    static Distortion sip(WcsHeader header) throws IOException {
        long a = header.integer("A_ORDER", 0);
        long b = header.integer("B_ORDER", 0);
        if (a <= 0 && b <= 0) {
            return NONE;
        }
        if (Math.min(a, b) < 2 || Math.max(a, b) > MOST_SIP) {
            throw new IOException("sky: SIP of A_ORDER %d and B_ORDER %d: both from 2 to 9 expected".formatted(a, b));
        }
        if (!header.has("CRPIX1") || !header.has("CRPIX2")) {
            throw new IOException("sky: SIP without CRPIX");
        }
        List<Term> first = new ArrayList<>(NONE.first);
        List<Term> second = new ArrayList<>(NONE.second);
        addSip(header, "A", (int) a, first);
        addSip(header, "B", (int) b, second);
        return new Distortion(first, second);
    }

    private static void addSip(WcsHeader header, String name, int order, List<Term> terms) throws IOException {
        for (int p = 0; p <= order; p++) {
            for (int q = 0; q <= order - p; q++) {
                double coefficient = header.number("%s_%d_%d".formatted(name, p, q), 0);
                if (coefficient != 0) {
                    terms.add(new Term(coefficient, p, q, 0));
                }
            }
        }
    }

    /// SCAMP's polynomial of the plane's coordinates [deg], before the gnomonic projection: TPV of the
    /// [registry of conventions](https://fits.gsfc.nasa.gov/registry/tpvwcs.html).
    ///
    /// The linear coefficients PV_1 have to be there: where they are not, some readers take 1 and some 0.
    static Distortion tpv(WcsHeader header, int longitudeAxis, int latitudeAxis) throws IOException {
        return new Distortion(tpv(header, longitudeAxis, false), tpv(header, latitudeAxis, true));
    }

    /// @param isSecond the second coordinate's, in which the two change places
    private static List<Term> tpv(WcsHeader header, int axis, boolean isSecond) throws IOException {
        Map<Integer, Double> parameters = header.parameters(axis);
        if (!parameters.containsKey(1)) {
            throw new IOException("sky: TPV without PV%d_1".formatted(axis));
        }
        List<Term> terms = new ArrayList<>();
        for (int m = 0, order = 0; m < TPV_TERMS; order++) {
            for (int i = 0; i <= order; i++) {
                int own = order - i;
                add(parameters, m++, isSecond ? new Term(1, i, own, 0) : new Term(1, own, i, 0), terms);
            }
            if (order % 2 == 1) {
                add(parameters, m++, new Term(1, 0, 0, order), terms);
            }
        }
        for (int m : parameters.keySet()) {
            if (m >= TPV_TERMS) {
                throw new IOException("sky: PV%d_%d is no coefficient of TPV".formatted(axis, m));
            }
        }
        return terms;
    }

    private static void add(Map<Integer, Double> parameters, int m, Term term, List<Term> terms) {
        double coefficient = parameters.getOrDefault(m, 0.0);
        if (coefficient != 0) {
            terms.add(new Term(coefficient, term.u, term.v, term.r));
        }
    }

    /// Where the point (u, v) comes to lie.
    double[] apply(double u, double v) {
        return new double[] {sum(first, u, v), sum(second, u, v)};
    }

    private static double sum(List<Term> terms, double u, double v) {
        double r = Math.hypot(u, v);
        double sum = 0;
        for (Term term : terms) {
            sum += term.coefficient * Math.pow(u, term.u) * Math.pow(v, term.v) * Math.pow(r, term.r);
        }
        return sum;
    }
}
