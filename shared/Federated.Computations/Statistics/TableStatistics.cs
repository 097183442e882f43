using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>Joint statistics of a table: what standardising and encoding need, and nothing of any one node.</summary>
/// <param name="Rows">Rows of all nodes together.</param>
/// <param name="Numeric">One a numeric column, in the order declared.</param>
/// <param name="Categories">One a category column, in the order declared.</param>
public sealed record TableStatistics(long Rows, ImmutableArray<NumericStatistics> Numeric, ImmutableArray<CategoryStatistics> Categories)
{
    /// <summary>The numeric column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public NumericStatistics NumericColumn(string name)
        => Numeric.FirstOrDefault(column => column.Name == name) ?? throw new KeyNotFoundException($"The statistics have no numeric column '{name}'.");

    /// <summary>The category column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public CategoryStatistics CategoryColumn(string name)
        => Categories.FirstOrDefault(column => column.Name == name) ?? throw new KeyNotFoundException($"The statistics have no category column '{name}'.");
}
