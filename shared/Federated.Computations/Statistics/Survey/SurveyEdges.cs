using System.Collections.Immutable;
using Federated.Computations.Statistics.Correlations;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Quantiles;

namespace Federated.Computations.Statistics.Survey;

/// <summary>Where known quantiles put the edges of histograms and of rank cells.</summary>
internal static class SurveyEdges
{
    public static HistogramPlan Histograms(SurveyPlan plan, QuantileState quantiles) => new(
        plan.Columns,
        plan.Columns.Numeric.Select(column => plan.HistogramKind == HistogramKind.EqualCount ? Cut(column, quantiles, plan.Bins) : RoundNumbers(column, quantiles, plan.Bins)),
        plan.Floor);

    public static CorrelationPlan Ranks(SurveyPlan plan, QuantileState quantiles)
        => CorrelationPlan.Spearman(plan.Columns, plan.Columns.Numeric.Select(column => Cut(column, quantiles, plan.RankCells)), plan.Floor);

    /// <summary>Edges at the quantiles that cut a column into equal parts; a value that fills more than one part gets a cell of its own.</summary>
    private static ImmutableArray<double> Cut(NumericColumn column, QuantileState quantiles, int parts)
    {
        QuantileBracket[] cuts = [.. SurveyPlan.Cuts(parts).Select(cut => quantiles.Of(column.Name, cut)).Where(cut => cut.IsKnown)];
        IEnumerable<double> edges = cuts.GroupBy(cut => (cut.Lower, cut.Upper)).SelectMany(same => same.First().Standing == BracketStanding.Exact
            ? same.Skip(1).Any() ? [same.Key.Lower, same.Key.Upper] : new[] { same.Key.Lower }
            : [same.First().Value]);
        return [.. edges.Where(edge => edge > column.Minimum && edge < column.Maximum).Distinct().Order()];
    }

    /// <summary>Edges at multiples of 1, 2, 2.5 or 5 times a power of ten between the extremes.</summary>
    private static ImmutableArray<double> RoundNumbers(NumericColumn column, QuantileState quantiles, int bins)
    {
        QuantileBracket low = quantiles.Of(column.Name, 0), high = quantiles.Of(column.Name, 1);
        if (!low.IsKnown)
            return [];
        double lower = low.Lower, upper = high.Upper, step = RoundStep((upper - lower) / bins);
        double first = Math.Ceiling(lower / step) * step;
        IEnumerable<double> edges = Enumerable.Range(0, bins + 2).Select(index => Math.Round((first / step) + index) * step).Where(edge => edge <= upper);
        return [.. edges.Where(edge => edge > column.Minimum && edge < column.Maximum).Distinct().Order()];
    }

    private static double RoundStep(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(step => step >= least * (1 - 1e-9));
    }
}
