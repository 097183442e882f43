using System.Collections.Immutable;

namespace Federated.Learning.Forecasting;

/// <summary>
/// How far forecasts of the logarithm were off on periods that no model had seen, counted in cells for each period ahead: the band that holds a share of what is to come (split conformal prediction: of n sizes of errors the
/// ⌈q(n+1)⌉-th; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman 2018), and the mean factor that leads from the logarithm back (Duan 1983).
/// <para>
/// All series share what moves a period, so a period tells little more than once how wide a band must be, however many series there are: periods ahead borrow the errors of their neighbours until
/// <see cref="EnoughPeriods"/> periods are in. For the same reason a band lies evenly about its forecast: by how much all forecasts of a stretch of time were too low says little about the next, but belongs to the width.
/// </para>
/// </summary>
public sealed class ResidualBands
{
    /// <summary>Largest error that is told apart: ±6, a factor of 403.</summary>
    public const double Largest = 6;

    /// <summary>Cells of a period ahead, 0.02 wide.</summary>
    public const int Cells = 600;

    /// <summary>Errors that a band needs, unless there are no more.</summary>
    public const int Enough = 200;

    /// <summary>Periods that a band needs, unless there are no more.</summary>
    public const int EnoughPeriods = 16;

    private readonly ImmutableArray<ImmutableArray<long>> _counts;

    /// <summary>Takes the counts, and widens those of few errors or periods by their neighbours'.</summary>
    /// <param name="counts">For each period ahead <see cref="Cells"/> counts.</param>
    /// <param name="origins">From how many origins each period ahead was forecast, 1 or more.</param>
    public ResidualBands(IReadOnlyList<long[]> counts, int origins)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(origins, 1);
        Rows = counts.Sum(each => each.Sum());
        _counts = [.. Enumerable.Range(0, counts.Count).Select(ahead => Pooled(counts, ahead, origins))];
    }

    /// <summary>Errors in all.</summary>
    public long Rows { get; }

    /// <summary>Which cell an error is counted in; larger ones than <see cref="Largest"/> in the outermost.</summary>
    public static int CellOf(double error) => Math.Clamp((int)Math.Floor((error + Largest) / (2 * Largest) * Cells), 0, Cells - 1);

    /// <summary>Half the width of the band about a forecast that holds a share of what is to come.</summary>
    /// <param name="ahead">Periods ahead, 1 or more; beyond the last as the last.</param>
    /// <param name="share">In (0, 1).</param>
    /// <returns>0 when no error is known.</returns>
    public double Reach(int ahead, double share)
    {
        ImmutableArray<long> cells = Of(ahead);
        long rows = cells.Sum();
        if (rows == 0)
            return 0;
        double rank = Math.Min(rows, share * (rows + 1));
        long below = 0;
        int size = 0;
        while (size < (Cells / 2) - 1 && below + OfSize(cells, size) < rank)
            below += OfSize(cells, size++);
        long here = OfSize(cells, size);
        return (size + (here == 0 ? 0 : Math.Clamp((rank - below) / here, 0, 1))) * 2 * Largest / Cells;
    }

    /// <summary>Mean of exp(error − mean error); 1 when no error is known.</summary>
    /// <param name="ahead">Periods ahead, 1 or more; beyond the last as the last.</param>
    public double Factor(int ahead)
    {
        ImmutableArray<long> cells = Of(ahead);
        (double exponentials, double errors, long rows) = (0, 0, 0);
        for (int cell = 0; cell < Cells; cell++)
        {
            double error = -Largest + ((cell + 0.5) * 2 * Largest / Cells);
            exponentials += cells[cell] * Math.Exp(error);
            errors += cells[cell] * error;
            rows += cells[cell];
        }

        return rows == 0 ? 1 : exponentials / rows / Math.Exp(errors / rows);
    }

    private static long OfSize(ImmutableArray<long> cells, int size) => cells[(Cells / 2) + size] + cells[(Cells / 2) - 1 - size];

    private ImmutableArray<long> Of(int ahead) => _counts[Math.Clamp(ahead - 1, 0, _counts.Length - 1)];

    private static ImmutableArray<long> Pooled(IReadOnlyList<long[]> counts, int ahead, int origins)
    {
        long[] sum = [.. counts[ahead]];
        int periods = origins;
        for (int reach = 1; reach < counts.Count && (sum.Sum() < Enough || periods < EnoughPeriods); reach++)
        {
            foreach (int neighbour in new[] { ahead - reach, ahead + reach }.Where(each => each >= 0 && each < counts.Count))
            {
                periods += origins;
                for (int cell = 0; cell < Cells; cell++)
                    sum[cell] += counts[neighbour][cell];
            }
        }

        return [.. sum];
    }
}
