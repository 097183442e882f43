using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.Statistics.Histograms;

/// <summary>Counted histograms as a snapshot: for each numeric column an F64 tensor <c>histogram.i</c> [bins × 3]: lower, upper, count. None before the round.</summary>
public static class HistogramSnapshot
{
    private const int Width = 3;
    private const double MostRows = 1L << 53;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(HistogramState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Bins.IsDefault ? [] : state.Bins.Select((bins, column)
            => SnapshotFigures.Write(Name(column), bins.SelectMany(bin => new[] { bin.Lower, bin.Upper, bin.Count }))));
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same plan.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the plan, or holds bins that no round leaves.</exception>
    public static HistogramState Read(ModelSnapshot snapshot, HistogramPlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        if (snapshot.Tensors.Length == 0)
            return HistogramState.Begin(plan);
        StateTensors.RequireCount(snapshot, plan.Edges.Length);
        return new HistogramState(plan, [.. plan.Edges.Select((edges, column)
            => Bins(SnapshotFigures.Read(snapshot, Name(column)), plan.Columns.Numeric[column], edges, plan.Floor))]);
    }

    private static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"histogram.{column}");

    private static ImmutableArray<HistogramBin> Bins(double[] figures, NumericColumn column, ImmutableArray<double> edges, int floor)
    {
        if (figures.Length % Width != 0 || figures.Length > Width * (edges.Length + 1))
            throw new ContributionException($"The state's histogram of column '{column.Name}' is not one of this job.");
        HistogramBin[] bins = [.. figures.Chunk(Width).Select(bin => new HistogramBin(bin[0], bin[1], Count(bin[2], column, floor)))];
        double end = column.Minimum;
        foreach (HistogramBin bin in bins)
        {
            if (bin.Lower != end || (bin.Upper != column.Maximum && edges.BinarySearch(bin.Upper) < 0) || bin.Upper <= bin.Lower)
                throw new ContributionException($"The state's bins of column '{column.Name}' do not follow one another along the job's edges.");
            end = bin.Upper;
        }

        return bins.Length == 0 || end == column.Maximum
            ? [.. bins]
            : throw new ContributionException($"The state's bins of column '{column.Name}' end at {end}, not at the end of the declared range.");
    }

    private static long Count(double figure, NumericColumn column, int floor) => double.IsInteger(figure) && (figure == 0 || figure >= floor) && figure <= MostRows
        ? (long)figure
        : throw new ContributionException($"The state's histogram of column '{column.Name}' holds {figure} where a count of 0 or at least {floor} belongs.");
}
