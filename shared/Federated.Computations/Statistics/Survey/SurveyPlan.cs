using System.Collections.Immutable;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Groups;
using Federated.Computations.Statistics.Quantiles;

namespace Federated.Computations.Statistics.Survey;

/// <summary>What is to be found out about a table.</summary>
public sealed record SurveyPlan
{
    /// <summary>Most numeric columns whose correlations can be asked for.</summary>
    public const int MaximumCorrelated = 128;

    // 19 bits of cells over all pairs.
    private const int MostPairCells = 1 << 19;
    private const int LeastRankCells = 8, MostRankCells = 64;

    /// <summary>Checks every limit.</summary>
    /// <param name="columns">The table.</param>
    /// <exception cref="ArgumentException">Something is out of its range.</exception>
    public SurveyPlan(TableColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
    }

    /// <summary>The table.</summary>
    public TableColumns Columns { get; }

    /// <summary>Smallest count that is reported, 1 or more; default 5.</summary>
    public int Floor { get; init => field = value >= 1 ? value : throw new ArgumentException($"The floor is {value}; it must be 1 or more.", nameof(value)); } = StatisticsState.DefaultFloor;

    /// <summary>Quantiles to report, see <see cref="QuantilePlan"/>; 0 and 1, the extremes, are always found. Default the percentiles 1, 5, 10, 25, 50, 75, 90, 95, 99.</summary>
    public ImmutableArray<double> Probabilities { get; init; } = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    /// <summary>Tolerance of the quantiles, as a share of the declared range; default 2⁻¹⁶.</summary>
    public double Tolerance { get; init; } = 1.0 / 65_536;

    /// <summary>Bins of a histogram, about; 2 to 200, default 20.</summary>
    public int Bins { get; init => field = value is >= 2 and <= 200 ? value : throw new ArgumentException($"{value} bins are wanted; ask for 2 to 200.", nameof(value)); } = 20;

    /// <summary>Where the histograms' edges lie.</summary>
    public HistogramKind HistogramKind { get; init; } = HistogramKind.EqualWidth;

    /// <summary>Whether Pearson's and Spearman's correlation matrices are wanted; of at most <see cref="MaximumCorrelated"/> numeric columns. Default true.</summary>
    public bool WantsCorrelations { get; init; } = true;

    /// <summary>Tables by groups that are wanted; default none.</summary>
    public ImmutableArray<GroupQuery> Groups { get; init; } = [];

    /// <summary>How frequent values of text columns are looked for: 8 to 64 bytes of public salt; empty when they are not wanted.</summary>
    public ImmutableArray<byte> Salt { get; init; } = [];

    /// <summary>Most frequent values of a text column, see <see cref="FrequentValuePlan"/>; default 256.</summary>
    public int MostFrequent { get; init; } = 256;

    /// <summary>Fewest nodes that hold a frequent value that is named; default 2.</summary>
    public int Holders { get; init; } = 2;

    /// <summary>Rounds that it takes at most, unless nodes come or go between them: 1 without numbers and texts, by default 4 with numbers, 8 with texts.</summary>
    public int Rounds
    {
        get
        {
            double bits = -Math.Log2(Tolerance * FederatedQuantiles.FirstCells), further = Math.Log2(FederatedQuantiles.FurtherCells);
            int numbers = Columns.Numeric.IsEmpty ? 1 : 2 + (int)Math.Ceiling(Math.Max(0, bits) / further);
            return ToFrequent() is null ? numbers : Math.Max(numbers, FederatedFrequentValues.Rounds);
        }
    }

    internal bool HasCorrelations => WantsCorrelations && Columns.Numeric.Length is > 1 and <= MaximumCorrelated;

    /// <summary>Cells of a column in the rank correlations.</summary>
    internal int RankCells => Math.Clamp((int)Math.Sqrt(MostPairCells / Math.Max(1.0, Columns.Numeric.Length * (Columns.Numeric.Length - 1) / 2.0)), LeastRankCells, MostRankCells);

    /// <summary>The quantiles that cut ranks, or histogram bins, into equal parts.</summary>
    internal static IEnumerable<double> Cuts(int parts) => Enumerable.Range(1, parts - 1).Select(cut => (double)cut / parts);

    internal QuantilePlan ToQuantiles() => new(
        Columns,
        Probabilities.Concat([0, 1]).Concat(HasCorrelations ? Cuts(RankCells) : []).Concat(HistogramKind == HistogramKind.EqualCount ? Cuts(Bins) : []).Distinct().Order(),
        Tolerance,
        Floor);

    internal GroupPlan ToGroups() => new(Columns, Groups, Floor);

    internal FrequentValuePlan? ToFrequent() => Salt.IsEmpty || Columns.Texts.IsEmpty ? null : new FrequentValuePlan(Columns, Salt, MostFrequent, Floor, Holders);
}
