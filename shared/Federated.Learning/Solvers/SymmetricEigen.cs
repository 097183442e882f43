namespace Federated.Learning.Solvers;

/// <summary>
/// A = V·diag(λ)·Vᵀ of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 4th edition, 8.5): each sweep turns every
/// pair of rows once so that their common element vanishes; a handful of sweeps reach machine precision, small eigenvalues included. O(n³) a sweep:
/// for matrices of some hundred rows.
/// </summary>
public sealed class SymmetricEigen
{
    private const int MaximumSweeps = 64;
    private readonly double[] _values;
    private readonly double[] _vectors;

    private SymmetricEigen(double[] values, double[] vectors)
    {
        _values = values;
        _vectors = vectors;
    }

    /// <summary>Eigenvalues, largest first.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The unit eigenvector of the eigenvalue at a place; its element of largest magnitude is positive.</summary>
    public ReadOnlySpan<double> Vector(int place) => _vectors.AsSpan(place * _values.Length, _values.Length);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">size × size, row-major, finite; only the lower triangle is read.</param>
    /// <param name="size">Rows: 1 to 2,000.</param>
    /// <exception cref="ArgumentException">The length is not size², or a value is not finite.</exception>
    public static SymmetricEigen Of(ReadOnlySpan<double> matrix, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 2_000);
        if (matrix.Length != size * size)
            throw new ArgumentException($"A matrix of {size} × {size} was given {matrix.Length} values.", nameof(matrix));
        double[] work = matrix.ToArray(), vectors = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            vectors[(row * size) + row] = 1;
            for (int column = 0; column <= row; column++)
            {
                if (!double.IsFinite(work[(row * size) + column]))
                    throw new ArgumentException($"Element ({row}, {column}) of the matrix is {work[(row * size) + column]}; it must be finite.", nameof(matrix));
                work[(column * size) + row] = work[(row * size) + column];
            }
        }

        for (int sweep = 0; sweep < MaximumSweeps && Sweep(work, vectors, size); sweep++)
        {
        }

        return Ordered(work, vectors, size);
    }

    private static bool Sweep(double[] work, double[] vectors, int size)
    {
        bool turned = false;
        for (int first = 0; first < size - 1; first++)
        {
            for (int second = first + 1; second < size; second++)
            {
                double common = work[(first * size) + second], a = work[(first * size) + first], b = work[(second * size) + second];
                if (Math.Abs(common) <= 1e-16 * Math.Sqrt(Math.Abs(a)) * Math.Sqrt(Math.Abs(b)) || Math.Abs(common) < 1e-300)
                    continue;
                turned = true;
                double theta = (b - a) / (2 * common);
                double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(1 + (theta * theta)));
                double cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = tangent * cosine;
                TurnColumns(work, size, first, second, cosine, sine);
                TurnRows(work, size, first, second, cosine, sine);
                TurnRows(vectors, size, first, second, cosine, sine);
                work[(first * size) + second] = work[(second * size) + first] = 0;
            }
        }

        return turned;
    }

    private static void TurnRows(double[] matrix, int size, int first, int second, double cosine, double sine)
    {
        Span<double> upper = matrix.AsSpan(first * size, size), lower = matrix.AsSpan(second * size, size);
        for (int column = 0; column < size; column++)
            (upper[column], lower[column]) = ((cosine * upper[column]) - (sine * lower[column]), (sine * upper[column]) + (cosine * lower[column]));
    }

    private static void TurnColumns(double[] matrix, int size, int first, int second, double cosine, double sine)
    {
        for (int start = 0; start < matrix.Length; start += size)
        {
            double left = matrix[start + first], right = matrix[start + second];
            matrix[start + first] = (cosine * left) - (sine * right);
            matrix[start + second] = (sine * left) + (cosine * right);
        }
    }

    private static SymmetricEigen Ordered(double[] work, double[] vectors, int size)
    {
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(place => work[(place * size) + place])];
        var values = new double[size];
        var ordered = new double[size * size];
        for (int place = 0; place < size; place++)
        {
            values[place] = work[(order[place] * size) + order[place]];
            ReadOnlySpan<double> vector = vectors.AsSpan(order[place] * size, size);
            double largest = 0;
            foreach (double element in vector)
                largest = Math.Abs(element) > Math.Abs(largest) * (1 + 1e-9) ? element : largest;
            for (int element = 0; element < size; element++)
                ordered[(place * size) + element] = largest < 0 ? -vector[element] : vector[element];
        }

        return new SymmetricEigen(values, ordered);
    }
}
