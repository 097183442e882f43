using System.Collections.Immutable;

namespace Federated.Learning.Forecasting;

/// <summary>
/// How far forecasts of the logarithm were off on periods that no model had seen, counted in cells for each period ahead: quantiles of what is to come (split conformal prediction: of n errors the ⌈q(n+1)⌉-th; Lei, G'Sell,
/// Rinaldo, Tibshirani and Wasserman 2018), and the mean factor that leads from the logarithm back (Duan 1983). Periods ahead with few errors borrow those of their neighbours.
/// </summary>
public sealed class ResidualBands
{
    /// <summary>Largest error that is told apart: ±6, a factor of 403.</summary>
    public const double Largest = 6;

    /// <summary>Cells of a period ahead, 0.02 wide.</summary>
    public const int Cells = 600;

    /// <summary>Errors that a quantile needs, unless there are no more.</summary>
    public const int Enough = 200;

    private readonly ImmutableArray<ImmutableArray<long>> _counts;

    /// <summary>Takes the counts, and widens those of few errors by their neighbours'.</summary>
    /// <param name="counts">For each period ahead <see cref="Cells"/> counts.</param>
    public ResidualBands(IReadOnlyList<long[]> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Rows = counts.Sum(each => each.Sum());
        _counts = [.. Enumerable.Range(0, counts.Count).Select(ahead => Pooled(counts, ahead))];
    }

    /// <summary>Errors in all.</summary>
    public long Rows { get; }

    /// <summary>Which cell an error is counted in; larger ones than <see cref="Largest"/> in the outermost.</summary>
    public static int CellOf(double error) => Math.Clamp((int)Math.Floor((error + Largest) / (2 * Largest) * Cells), 0, Cells - 1);

    /// <summary>The quantile of the error.</summary>
    /// <param name="ahead">Periods ahead, 1 or more; beyond the last as the last.</param>
    /// <param name="probability">In (0, 1).</param>
    /// <returns>0 when no error is known.</returns>
    public double Quantile(int ahead, double probability)
    {
        ImmutableArray<long> cells = Of(ahead);
        long rows = cells.Sum();
        if (rows == 0)
            return 0;
        // The lower half mirrors the upper: a band errs on the wide side at both ends.
        double rank = probability < 0.5 ? Math.Max(0, (probability * (rows + 1)) - 1) : Math.Min(rows, probability * (rows + 1));
        long below = 0;
        int cell = 0;
        while (cell < Cells - 1 && below + cells[cell] < rank)
            below += cells[cell++];
        double within = cells[cell] == 0 ? 0 : Math.Clamp((rank - below) / cells[cell], 0, 1);
        return -Largest + ((cell + within) * 2 * Largest / Cells);
    }

    /// <summary>Mean of exp(error); 1 when no error is known.</summary>
    /// <param name="ahead">Periods ahead, 1 or more; beyond the last as the last.</param>
    public double Factor(int ahead)
    {
        ImmutableArray<long> cells = Of(ahead);
        (double sum, long rows) = (0, 0);
        for (int cell = 0; cell < Cells; cell++)
        {
            sum += cells[cell] * Math.Exp(-Largest + ((cell + 0.5) * 2 * Largest / Cells));
            rows += cells[cell];
        }

        return rows == 0 ? 1 : sum / rows;
    }

    private ImmutableArray<long> Of(int ahead) => _counts[Math.Clamp(ahead - 1, 0, _counts.Length - 1)];

    private static ImmutableArray<long> Pooled(IReadOnlyList<long[]> counts, int ahead)
    {
        long[] sum = [.. counts[ahead]];
        for (int reach = 1; reach < counts.Count && sum.Sum() < Enough; reach++)
        {
            foreach (int neighbour in new[] { ahead - reach, ahead + reach }.Where(each => each >= 0 && each < counts.Count))
            {
                for (int cell = 0; cell < Cells; cell++)
                    sum[cell] += counts[neighbour][cell];
            }
        }

        return [.. sum];
    }
}
