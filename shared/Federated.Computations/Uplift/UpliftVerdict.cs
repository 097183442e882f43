using System.Collections.Immutable;
using Federated.Learning.Uplift;

namespace Federated.Computations.Uplift;

/// <summary>What the curve of one learner's predictions says.</summary>
/// <param name="Figure">The coefficient with its error.</param>
/// <param name="Chance">Share of permutations, the actual one counted in, whose studentised coefficient is as high: the p-value against "every row gains alike". 1 without permutations.</param>
/// <param name="AverageEffect">On the rows of the curve.</param>
/// <param name="Points">From nobody to everybody, a point a bin that has rows.</param>
public sealed record UpliftVerdict(TargetingFigure Figure, double Chance, double AverageEffect, ImmutableArray<UpliftPoint> Points)
{
    private const double Outside = 0.025;

    /// <summary>The verdict on one learner.</summary>
    public static UpliftVerdict Of(CurveState state, int learner = 0)
    {
        ArgumentNullException.ThrowIfNull(state);
        LearnerBins bins = state.Learners[learner];
        double[] rows = bins.Rows;
        TargetingFigure figure = TargetingFigure.Of(rows, bins.Sums.AsSpan(), bins.Squares.AsSpan());
        double all = Math.Max(1, rows.Sum()), effect = state.Options.Effect + (bins.Sums.Sum() / all);
        (double[] Sums, double[] Squares)[] permuted = [.. state.Permuted.Chunk(2 * state.Options.Bins).Select(values =>
            (values.Where((_, index) => index % 2 == 0).ToArray(), values.Where((_, index) => index % 2 == 1).Select(square => Math.Max(0, square)).ToArray()))];
        // Equal but for rounding counts as equal.
        double limit = figure.Studentised - 1e-6;
        int asHigh = permuted.Count(each => TargetingFigure.Of(rows, each.Sums, each.Squares).Studentised >= limit);
        double[][] strays = [.. permuted.Select(each => Strays(rows, each.Sums))];
        double[] own = Strays(rows, [.. bins.Sums]);
        var points = ImmutableArray.CreateBuilder<UpliftPoint>();
        points.Add(new UpliftPoint(0, 0, 0, strays.Length > 0 ? 0 : double.NaN, strays.Length > 0 ? 0 : double.NaN));
        double above = 0;
        for (int bin = rows.Length - 1; bin >= 0; bin--)
        {
            above += rows[bin];
            if (rows[bin] == 0)
                continue;
            double share = above / all, blind = share * effect;
            double[] here = [.. strays.Select(each => each[bin]).Order()];
            int outside = (int)(Outside * here.Length);
            points.Add(new UpliftPoint(
                share, blind + own[bin], blind, here.Length > 0 ? blind + here[outside] : double.NaN, here.Length > 0 ? blind + here[^(outside + 1)] : double.NaN));
        }

        return new UpliftVerdict(figure, (1.0 + asHigh) / (1 + permuted.Length), effect, points.ToImmutable());
    }

    // How far the curve lies above the straight line to its end, once a bin and all above it are contacted.
    private static double[] Strays(double[] rows, double[] sums)
    {
        double all = Math.Max(1, rows.Sum()), mean = sums.Sum() / all, gain = 0, above = 0;
        var strays = new double[rows.Length];
        for (int bin = rows.Length - 1; bin >= 0; bin--)
        {
            gain += sums[bin];
            above += rows[bin];
            strays[bin] = (gain - (above * mean)) / all;
        }

        return strays;
    }
}
