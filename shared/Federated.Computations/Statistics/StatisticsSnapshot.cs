using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.Statistics;

/// <summary>
/// Statistics as a snapshot, to store and publish them like a model: F64 tensors <c>rows</c> [1], <c>numeric</c> [columns, 4] (count, missing share, mean,
/// deviation) and <c>category.i</c> [values + 1] (the counts, −1 where suppressed, then "other"). Column names come from the table's declaration.
/// </summary>
public static class StatisticsSnapshot
{
    private const int NumericWidth = 4;
    private const double Suppressed = -1;
    private const double MostRows = 1L << 53;

    /// <summary>Writes statistics of a table; equal statistics give equal bytes.</summary>
    public static ModelSnapshot Write(TableStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var tensors = new List<NamedTensor> { new DoubleTensor("rows", new TensorShape(1), [statistics.Rows]) };
        double[] numeric = [.. statistics.Numeric.SelectMany(column => new[] { column.Count, column.MissingShare, column.Mean, column.StandardDeviation })];
        tensors.Add(new DoubleTensor("numeric", new TensorShape(statistics.Numeric.Length, NumericWidth), numeric));
        for (int index = 0; index < statistics.Categories.Length; index++)
        {
            CategoryStatistics column = statistics.Categories[index];
            double[] counts = [.. column.Counts.Select(count => (double?)count ?? Suppressed), column.Other];
            tensors.Add(new DoubleTensor(CategoryName(index), new TensorShape(counts.Length), counts));
        }

        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same table.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the table, or holds a figure that no statistics have.</exception>
    public static TableStatistics Read(ModelSnapshot snapshot, TableColumns columns)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(columns);
        int expected = 2 + columns.Categories.Length;
        if (snapshot.Tensors.Length != expected)
            throw new ContributionException($"The statistics have {snapshot.Tensors.Length} tensors; the table's have {expected}.");
        long rows = Count(Figures(snapshot, "rows", 1)[0], "rows");
        double[] numeric = Figures(snapshot, "numeric", columns.Numeric.Length * NumericWidth);
        return new TableStatistics(
            rows,
            [.. columns.Numeric.Select((column, index) => Numeric(column.Name, numeric.AsSpan(index * NumericWidth, NumericWidth)))],
            [.. columns.Categories.Select((column, index) => Category(column.Name, Figures(snapshot, CategoryName(index), column.Values.Length + 1)))]);
    }

    private static string CategoryName(int index) => string.Create(CultureInfo.InvariantCulture, $"category.{index}");

    private static NumericStatistics Numeric(string name, ReadOnlySpan<double> figures)
    {
        if (!(figures[1] >= 0 && figures[1] <= 1 && double.IsFinite(figures[2]) && figures[3] >= 0 && double.IsFinite(figures[3])))
            throw new ContributionException($"The statistics of column '{name}' are not finite or out of range; ask for them again.");
        return new NumericStatistics(name, Count(figures[0], name), figures[1], figures[2], figures[3]);
    }

    private static CategoryStatistics Category(string name, double[] figures)
    {
        ImmutableArray<long?> counts = [.. figures[..^1].Select(figure => figure == Suppressed ? (long?)null : Count(figure, name))];
        return new CategoryStatistics(name, counts, Count(figures[^1], name));
    }

    private static double[] Figures(ModelSnapshot snapshot, string name, int length)
    {
        NamedTensor? tensor = snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name);
        if (tensor is not DoubleTensor doubles || doubles.Values.Length != length)
            throw new ContributionException($"The statistics lack an F64 tensor '{name}' of {length} values: they belong to another table.");
        return doubles.Values.ToArray();
    }

    private static long Count(double figure, string name)
        => figure >= 0 && figure <= MostRows && double.IsInteger(figure)
            ? (long)figure
            : throw new ContributionException($"The statistics of '{name}' hold {figure} where a count belongs; ask for them again.");
}
