using System.Collections.Immutable;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Components;

/// <summary>
/// Principal components (Pearson 1901): the orthogonal directions in which rows vary most, from the eigenvectors of their covariance. Immutable. Saved as the
/// F64 tensors <c>mean</c> [columns], <c>direction</c> [components, columns], <c>variance</c> [components] and <c>total</c> [1].
/// </summary>
public sealed class PrincipalComponents
{
    private const string Description = "principal components";
    private readonly double[] _directions;

    private PrincipalComponents(ImmutableArray<double> means, double[] directions, ImmutableArray<double> variances, double totalVariance)
    {
        Means = means;
        _directions = directions;
        Variances = variances;
        TotalVariance = totalVariance;
    }

    /// <summary>Means of the columns.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>Variance (divisor n) along each component, largest first.</summary>
    public ImmutableArray<double> Variances { get; }

    /// <summary>Variance of all columns together.</summary>
    public double TotalVariance { get; }

    /// <summary>Number of components.</summary>
    public int Count => Variances.Length;

    /// <summary>The unit direction of a component, one value a column; its value of largest magnitude is positive.</summary>
    public ReadOnlySpan<double> Direction(int component) => _directions.AsSpan(component * Means.Length, Means.Length);

    /// <summary>Finds the components of the rows that the statistics sum.</summary>
    /// <param name="statistics">Of at least one row.</param>
    /// <param name="count">Components wanted, 1 to the columns.</param>
    /// <exception cref="ArgumentException">There is no row, or the count is out of range.</exception>
    public static PrincipalComponents Fit(MomentStatistics statistics, int count)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, statistics.Columns);
        if (!(statistics.Rows > 0))
            throw new ArgumentException("The statistics hold no row; add rows first.", nameof(statistics));
        int columns = statistics.Columns;
        var covariance = new double[columns * columns];
        double total = 0;
        for (int row = 0; row < columns; row++)
        {
            for (int column = 0; column <= row; column++)
                covariance[(row * columns) + column] = statistics.Covariance(row, column);
            total += covariance[(row * columns) + row];
        }

        SymmetricEigen eigen = SymmetricEigen.Of(covariance, columns);
        var directions = new double[count * columns];
        for (int component = 0; component < count; component++)
            eigen.Vector(component).CopyTo(directions.AsSpan(component * columns));
        ImmutableArray<double> variances = [.. eigen.Values[..count].ToArray().Select(variance => Math.Max(variance, 0))];
        return new PrincipalComponents([.. Enumerable.Range(0, columns).Select(statistics.Mean)], directions, variances, Math.Max(total, 0));
    }

    /// <summary>Reads components that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="Modules.ModelMismatchException">A tensor is missing, misshapen or out of range.</exception>
    public static PrincipalComponents FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor means = snapshot.Doubles(Description, "mean", 1), variances = snapshot.Doubles(Description, "variance", 1);
        DoubleTensor directions = snapshot.Doubles(Description, "direction", 2).Sized(Description, variances.Shape.Length, means.Shape.Length);
        double total = snapshot.Doubles(Description, "total", 1).Sized(Description, 1).Values[0];
        if (total < 0 || variances.Values.ContainsAnyExceptInRange(0, double.MaxValue))
            throw new Modules.ModelMismatchException($"A variance of the {Description} is negative; the file is damaged.");
        return new PrincipalComponents([.. means.Values], directions.Values.ToArray(), [.. variances.Values], total);
    }

    /// <summary>The components as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
    [
        new DoubleTensor("mean", new TensorShape(Means.Length), Means.AsSpan()),
        new DoubleTensor("direction", new TensorShape(Count, Means.Length), _directions),
        new DoubleTensor("variance", new TensorShape(Count), Variances.AsSpan()),
        new DoubleTensor("total", new TensorShape(1), [TotalVariance]),
    ]);

    /// <summary>Writes the place of each row along each component: direction · (x − mean).</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="places">Rows × components, row-major.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is not finite.</exception>
    public void Project(ReadOnlySpan<float> rows, Span<float> places)
    {
        int columns = Means.Length, count = CheckedRows.Count(rows, columns);
        CheckedRows.Output(places.Length, count * Count);
        for (int index = 0; index < places.Length; index++)
        {
            ReadOnlySpan<float> row = rows.Slice(index / Count * columns, columns);
            ReadOnlySpan<double> direction = Direction(index % Count);
            double place = 0;
            for (int column = 0; column < columns; column++)
                place += direction[column] * (row[column] - Means[column]);
            places[index] = (float)place;
        }
    }
}
