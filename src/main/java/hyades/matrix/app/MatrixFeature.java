package hyades.matrix.app;

import hyades.page.Feature;

/// Products of matrices.
public final class MatrixFeature implements Feature {
    @Override
    public String name() {
        return "matrix";
    }

    @Override
    public Class<?> command() {
        return MatrixCommand.class;
    }

    @Override
    public String title(String command) {
        return "A·Aᵀ: {rows|row|rows} of {columns}";
    }
}
