using System.Collections.Immutable;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// Chooses λ of a <see cref="PulledRegression"/>: of a grid, the penalty with the least sum of losses over the training rows, each scored by a fit to the folds
/// that it is not in, and the validation rows, scored by a fit to all training rows. The joint model has seen the former, so they lean towards
/// large penalties; the latter alone are too few on a small table, where a small penalty may look good by luck. Together they did best on real silos.
/// </summary>
public static class PenaltyChoice
{
    /// <summary>The default grid: 1 to 100,000 rows, half a decade apart.</summary>
    public static ImmutableArray<double> Grid { get; } = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000];

    /// <summary>Chooses a penalty.</summary>
    /// <param name="regression">Towards the joint coefficients.</param>
    /// <param name="rows">The partner's own.</param>
    /// <param name="seed">Of the folds.</param>
    /// <param name="penalties">The grid, each above 0; <see cref="Grid"/> when left out.</param>
    /// <param name="folds">2 to 100; fewer where there are fewer training rows. Default 5.</param>
    /// <returns>The penalty; the larger of equals.</returns>
    /// <exception cref="ArgumentException">No penalty, folds out of range, or rows that do not fit.</exception>
    public static double Choose(PulledRegression regression, PersonalRows rows, ulong seed, ImmutableArray<double> penalties = default, int folds = 5)
    {
        ArgumentNullException.ThrowIfNull(regression);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 100);
        if (penalties.IsDefault)
            penalties = Grid;
        if (penalties.IsEmpty)
            throw new ArgumentException("There is no penalty to choose; give at least one.", nameof(penalties));
        (LabelledRows Training, LabelledRows Judged)[] parts = [.. Folds(rows.Training, seed, folds), (rows.Training, rows.Validation)];
        double[] descending = [.. penalties.OrderDescending()], sums = new double[descending.Length];
        foreach ((LabelledRows training, LabelledRows judged) in parts)
        {
            ImmutableArray<double> last = regression.Joint;
            for (int index = 0; index < sums.Length; index++)
            {
                last = regression.Fit(training, descending[index], last);
                sums[index] += Loss(regression, last, judged);
            }
        }

        return descending[Array.IndexOf(sums, sums.Min())];
    }

    private static double Loss(PulledRegression regression, ImmutableArray<double> coefficients, LabelledRows judged)
    {
        double[] losses = RowLosses.Of(regression.Scores(coefficients, judged.Features.Span), judged, regression.Loss);
        return judged.Weights.IsEmpty ? losses.Sum() : losses.Select((loss, row) => loss * judged.Weights.Span[row]).Sum();
    }

    private static IEnumerable<(LabelledRows Training, LabelledRows Judged)> Folds(LabelledRows rows, ulong seed, int folds)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        new SeededGenerator(seed).Shuffle<int>(order);
        int count = Math.Min(folds, rows.Count);
        for (int fold = 0; fold < count && count > 1; fold++)
        {
            ILookup<bool, int> isJudged = order.Index().ToLookup(place => place.Index % count == fold, place => place.Item);
            yield return (rows.Select([.. isJudged[false]]), rows.Select([.. isJudged[true]]));
        }
    }
}
