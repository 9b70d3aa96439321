package hyades.fits;

/// How the native sphere lies in the plane: Calabretta & Greisen 2002, A&A 395, 1077, sections 5.1 to 5.3. All
/// lengths and angles are in degrees; what lies outside of a projection is NaN.
enum Projection {
    /// Gnomonic.
    TAN(90, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return zenithal(x, y, Math.toDegrees(Math.atan2(R0, Math.hypot(x, y))));
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return zenithal(phi, theta > 0 ? R0 / Math.tan(Math.toRadians(theta)) : Double.NaN);
        }
    },

    /// Orthographic, slant by its two parameters.
    SIN(90, 2) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            double u = Math.toRadians(x);
            double v = Math.toRadians(y);
            double xi = parameters[1];
            double eta = parameters[2];
            // z = 1 - sin(theta) solves (1 + xi² + eta²) z² - 2 b z + u² + v² = 0; the lesser root is the nearer side
            double b = 1 + xi * u + eta * v;
            double square = u * u + v * v;
            double root = Math.sqrt(b * b - (1 + xi * xi + eta * eta) * square);
            double z = square == 0 ? 0 : square / (b + root);
            double theta = z < 0 ? Double.NaN : Math.toDegrees(Math.atan2(1 - z, Math.sqrt(z * (2 - z))));
            return zenithal(u - xi * z, v - eta * z, theta);
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            double[] plane = zenithal(phi, R0 * Math.cos(Math.toRadians(theta)));
            double z = R0 * (1 - Math.sin(Math.toRadians(theta)));
            return new double[] {plane[0] + parameters[1] * z, plane[1] + parameters[2] * z};
        }
    },

    /// Zenithal equidistant.
    ARC(90, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return zenithal(x, y, 90 - Math.hypot(x, y));
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return zenithal(phi, 90 - theta);
        }
    },

    /// Stereographic.
    STG(90, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return zenithal(x, y, 90 - 2 * Math.toDegrees(Math.atan(Math.hypot(x, y) / (2 * R0))));
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return zenithal(phi, 2 * R0 * Math.tan(Math.toRadians(90 - theta) / 2));
        }
    },

    /// Zenithal equal area.
    ZEA(90, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return zenithal(x, y, 90 - 2 * Math.toDegrees(Math.asin(Math.hypot(x, y) / (2 * R0))));
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return zenithal(phi, 2 * R0 * Math.sin(Math.toRadians(90 - theta) / 2));
        }
    },

    /// Plate carrée.
    CAR(0, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return new double[] {x, y};
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return new double[] {phi, theta};
        }
    },

    /// Cylindrical equal area, of a parameter above 0, at most 1.
    CEA(0, 1) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return new double[] {x, Math.toDegrees(Math.asin(parameters[1] * Math.toRadians(y)))};
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return new double[] {phi, R0 * Math.sin(Math.toRadians(theta)) / parameters[1]};
        }
    },

    /// Mercator's.
    MER(0, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return new double[] {x, 2 * Math.toDegrees(Math.atan(Math.exp(Math.toRadians(y)))) - 90};
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            double y = R0 * Math.log(Math.tan(Math.toRadians(90 + theta) / 2));
            return new double[] {phi, Math.abs(theta) < 90 ? y : Double.NaN};
        }
    },

    /// Sanson's and Flamsteed's.
    SFL(0, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            return new double[] {x == 0 ? 0 : x / Math.cos(Math.toRadians(y)), y};
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            return new double[] {phi * Math.cos(Math.toRadians(theta)), theta};
        }
    },

    /// Hammer's and Aitoff's.
    AIT(0, 0) {
        @Override
        double[] toNative(double x, double y, double[] parameters) {
            double u = x / (4 * R0);
            double v = y / (2 * R0);
            double square = 1 - u * u - v * v;
            double z = square < 0.5 - ROUNDING ? Double.NaN : Math.sqrt(square);
            double phi = 2 * Math.toDegrees(Math.atan2(2 * u * z, 2 * z * z - 1));
            return new double[] {phi, Math.toDegrees(Math.asin(Math.toRadians(y) * z))};
        }

        @Override
        double[] toPlane(double phi, double theta, double[] parameters) {
            double half = Math.toRadians(phi) / 2;
            double cos = Math.cos(Math.toRadians(theta));
            double gamma = R0 * Math.sqrt(2 / (1 + cos * Math.cos(half)));
            return new double[] {2 * gamma * cos * Math.sin(half), gamma * Math.sin(Math.toRadians(theta))};
        }
    };

    /// The radius of the sphere on which a degree is as long as a degree in the plane.
    static final double R0 = Math.toDegrees(1);

    /// How far beyond its border rounding may move a point.
    private static final double ROUNDING = 1e-12;

    /// Native latitude of the point that CRVAL gives, where the header says nothing else; its longitude is 0.
    final double theta0;

    /// It has the parameters PV_1 to PV_n of the latitude's axis.
    final int parameters;

    Projection(double theta0, int parameters) {
        this.theta0 = theta0;
        this.parameters = parameters;
    }

    /// Native longitude and latitude of a point in the plane.
    ///
    /// @param parameters PV_m of the latitude's axis at place m
    abstract double[] toNative(double x, double y, double[] parameters);

    /// The point in the plane where a native one lies.
    abstract double[] toPlane(double phi, double theta, double[] parameters);

    /// As [#toNative], NaN where that is on no sphere: beyond 180 or a pole.
    final double[] onSphere(double x, double y, double[] parameters) {
        double[] point = toNative(x, y, parameters);
        boolean isThere = Math.abs(point[0]) <= 180 + ROUNDING && Math.abs(point[1]) <= 90 + ROUNDING;
        return isThere ? point : new double[] {Double.NaN, Double.NaN};
    }

    private static double[] zenithal(double x, double y, double theta) {
        return new double[] {Math.toDegrees(Math.atan2(x, -y)), theta};
    }

    private static double[] zenithal(double phi, double radius) {
        return new double[] {radius * Math.sin(Math.toRadians(phi)), -radius * Math.cos(Math.toRadians(phi))};
    }
}
