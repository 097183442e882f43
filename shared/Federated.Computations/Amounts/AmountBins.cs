using System.Collections.Immutable;

namespace Federated.Computations.Amounts;

/// <summary>Rows ordered by bins of an amount: the bins' width grows in proportion to the amount, and 0 has a bin of its own.</summary>
internal static class AmountBins
{
    public const int Count = 512;
    private const int Groups = 10;

    public static int Of(double amount, AmountEvaluationOptions options)
    {
        if (amount <= 0)
            return 0;
        double unit = options.Typical / 100, share = double.LogP1(amount / unit) / double.LogP1(options.Most / unit);
        return 1 + Math.Min(Count - 2, (int)(share * (Count - 1)));
    }

    /// <summary>1 − 2·(area under the Lorenz curve); rows of a bin are tied.</summary>
    public static double Gini(ReadOnlySpan<long> counts, ReadOnlySpan<double> amounts)
    {
        double rows = 0, total = 0, area = 0, before = 0;
        foreach (long count in counts)
            rows += count;
        foreach (double amount in amounts)
            total += amount;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            double after = before + (amounts[bin] / total);
            area += counts[bin] / rows * (before + after) / 2;
            before = after;
        }

        return total > 0 ? 1 - (2 * area) : double.NaN;
    }

    /// <summary>Groups of a tenth of the rows or more, highest first; a bin is never divided.</summary>
    public static ImmutableArray<AmountTenth> Tenths(ReadOnlySpan<long> counts, ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, int floor)
    {
        long total = 0, rows = 0, taken = 0;
        foreach (long count in counts)
            total += count;
        if (total < (long)Groups * floor)
            return [];
        var tenths = ImmutableArray.CreateBuilder<AmountTenth>(Groups);
        double truth = 0, guess = 0;
        for (int bin = counts.Length - 1; bin >= 0; bin--)
        {
            rows += counts[bin];
            truth += actual[bin];
            guess += predicted[bin];
            if (rows == 0 || !(bin == 0 || taken + rows >= Math.Ceiling(total * (tenths.Count + 1) / (double)Groups)))
                continue;
            taken += rows;
            if (rows >= floor)
                tenths.Add(new AmountTenth(rows, guess / rows, truth / rows));
            (rows, truth, guess) = (0, 0, 0);
        }

        return tenths.ToImmutable();
    }
}
