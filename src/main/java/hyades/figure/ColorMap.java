package hyades.figure;

import java.util.Locale;

/// Colours for values from 0 to 1. Inferno and viridis are those of matplotlib (Smith & van der Walt 2015), to a
/// few units of 255, as polynomials of degree six fitted by Zucker (2019), shadertoy.com/view/WlfXRN, public
/// domain.
public enum ColorMap {
    INFERNO(
            new double[] {0.00021894, 0.1065134, 11.6024931, -41.7039961, 77.1629357, -71.3194282, 25.1311262},
            new double[] {0.0016510, 0.5639564, -3.9728540, 17.4363989, -33.4023589, 32.6260643, -12.2426690},
            new double[] {-0.0194809, 3.9327124, -15.9423941, 44.3541452, -81.8073093, 73.2095199, -23.0703250}),
    VIRIDIS(
            new double[] {0.2777273, 0.1050930, -0.3308618, -4.6342305, 6.2282699, 4.7763850, -5.4354559},
            new double[] {0.0054073, 1.4046135, 0.2148476, -5.7991010, 14.1799334, -13.7451454, 4.6458526},
            new double[] {0.3340998, 1.3845902, 0.0950952, -19.3324410, 56.6905526, -65.3530326, 26.3124352}),
    GREY(new double[] {0, 1}, new double[] {0, 1}, new double[] {0, 1});

    private final int[] colors = new int[256];

    ColorMap(double[] red, double[] green, double[] blue) {
        for (int i = 0; i < colors.length; i++) {
            double t = i / 255.0;
            colors[i] = channel(red, t) << 16 | channel(green, t) << 8 | channel(blue, t);
        }
    }

    private static int channel(double[] coefficients, double t) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * t + coefficients[i];
        }
        return (int) Math.round(255 * Math.clamp(value, 0, 1));
    }

    /// The colour of `t` as red, green and blue; `t` beyond 0 and 1 is taken as the nearer of them.
    public int color(double t) {
        return colors[(int) Math.round(255 * Math.clamp(t, 0, 1))];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
