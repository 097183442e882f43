using Federated.Computations.Statistics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>What happens to a number before it is standardised or binned: a missing one is imputed, then its logarithm is taken, then the ends are clipped.</summary>
/// <param name="Field">The field.</param>
/// <param name="Origin">When not null, t = log(1 + x − origin): the least accepted number.</param>
/// <param name="Low">Least t; smaller ones are moved to it. −∞ when nothing is clipped.</param>
/// <param name="High">Greatest t; +∞ when nothing is clipped.</param>
/// <param name="Imputed">t of a missing number.</param>
public sealed record NumberPreparation(string Field, double? Origin, double Low, double High, double Imputed)
{
    /// <summary>t.</summary>
    public double Apply(double value) => Math.Clamp(double.IsNaN(value) ? Imputed : Transform(value, Origin), Low, High);

    /// <summary>The statistics' column of a numeric field: of t before imputation and clipping.</summary>
    public static SummedNumber ColumnOf(ContractField field, FeatureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(field);
        double? origin = OriginOf(field, spec);
        return new SummedNumber(new NumericColumn(field.Name, Transform(field.Minimum, origin), Transform(field.Maximum, origin)), field.Name, origin);
    }

    /// <summary>The cells of a numeric field for the statistics: t, NaN where missing.</summary>
    public static double[] CellsOf(LocalTable table, string field, double? origin)
    {
        ArgumentNullException.ThrowIfNull(table);
        double[] cells = table.Numbers(field).ToArray();
        if (origin is null)
            return cells;
        foreach (ref double cell in cells.AsSpan())
            cell = Transform(cell, origin);
        return cells;
    }

    /// <summary>t of a number before clipping, as the statistics have it.</summary>
    internal static double Transform(double value, ContractField field, FeatureSpec spec) => Transform(value, OriginOf(field, spec));

    /// <summary>The number of which t is given.</summary>
    internal static double Restore(double value, ContractField field, FeatureSpec spec) => OriginOf(field, spec) is { } least ? least + Math.Exp(value) - 1 : value;

    internal static double? OriginOf(ContractField field, FeatureSpec spec) => spec.Log ? field.Minimum : null;

    private static double Transform(double value, double? origin) => origin is { } least ? Math.Log(1 + (value - least)) : value;
}
