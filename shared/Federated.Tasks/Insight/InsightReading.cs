using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Correlations;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Groups;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Quantiles;
using Federated.Computations.Statistics.Survey;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Insight;

/// <summary>Reads a finished survey as a result for people.</summary>
internal static class InsightReading
{
    public static InsightResult Result(SurveyState survey, InsightColumns columns)
    {
        TableStatistics statistics = ((StatisticsComputed)survey.Statistics).Result;
        CorrelationInsight? pearson = Matrix(survey.Pearson);
        return new InsightResult(
            statistics.Rows,
            survey.Plan.Floor,
            [.. statistics.Numeric.Select((column, index) => (column, index)).Where(pair => pair.column.Name != columns.OutcomeName).Select(pair => Number(survey, columns.Contract, pair.column, pair.index))],
            [.. statistics.Categories.Select((column, index) => Category(column, survey.Plan.Columns.Categories[index], statistics.Rows))],
            Texts(survey, statistics.Rows),
            pearson,
            Matrix(survey.Spearman),
            pearson is null ? null : ComponentInsight.Of(pearson, [columns.OutcomeName ?? columns.Contract.Label?.Name ?? ""]),
            [.. survey.Groups.Tables.Select(table => Group(table, survey.Plan.Columns))]);
    }

    private static NumberInsight Number(SurveyState survey, DataContract contract, NumericStatistics statistics, int index)
    {
        QuantileBracket low = survey.Quantiles.Of(statistics.Name, 0), high = survey.Quantiles.Of(statistics.Name, 1);
        bool isEnough = statistics.Count >= survey.Plan.Floor;
        return new NumberInsight(
            statistics.Name,
            contract.Find(statistics.Name)!.Type,
            statistics.Count,
            statistics.MissingShare,
            isEnough ? statistics.Mean : double.NaN,
            isEnough ? statistics.StandardDeviation : double.NaN,
            low.IsKnown ? low.Value : double.NaN,
            high.IsKnown ? high.Value : double.NaN,
            [.. survey.Plan.Probabilities.Select(probability => (probability, Bracket: survey.Quantiles.Of(statistics.Name, probability))).Where(pair => pair.Bracket.IsKnown)
                .Select(pair => new QuantileInsight(pair.probability, pair.Bracket.Value, pair.Bracket.Lower, pair.Bracket.Upper))],
            Shown([.. survey.Histograms!.Bins[index]], low, high));
    }

    // The outermost bins reach to the ends of the declared range: shown, they end at the extremes, or are as wide as the others.
    private static HistogramBin[] Shown(HistogramBin[] bins, QuantileBracket low, QuantileBracket high)
    {
        if (bins.Length < 2 || !low.IsKnown)
            return bins;
        double first = bins[0].Upper, last = bins[^1].Lower;
        double width = bins.Length > 2 ? (last - first) / (bins.Length - 2) : high.Upper - low.Lower;
        bins[0] = bins[0] with { Lower = low.Lower < first ? low.Lower : Math.Max(bins[0].Lower, first - width) };
        bins[^1] = bins[^1] with { Upper = high.Upper > last ? high.Upper : Math.Min(bins[^1].Upper, last + width) };
        return bins;
    }

    private static CategoryInsight Category(CategoryStatistics statistics, CategoryColumn column, long rows) => new(
        statistics.Name,
        [.. column.Values.Zip(statistics.Counts, (value, count) => new CategoryShare(value, count, Share(count, rows)))],
        statistics.Other,
        Share(statistics.Other, rows));

    private static IReadOnlyList<TextInsight> Texts(SurveyState survey, long rows) => survey.Frequent is not ValuesNamed named
        ? []
        : [.. survey.Plan.Columns.Texts.Zip(named.Columns, (column, found) => new TextInsight(column.Name, found.Rows, 1 - Share(found.Rows, rows), found.Values))];

    private static CorrelationInsight? Matrix(CorrelationState? state)
    {
        if (state is null)
            return null;
        int[] columns = [.. Enumerable.Range(0, state.Plan.Columns.Numeric.Length)];
        return new CorrelationInsight(
            [.. state.Plan.Columns.Numeric.Select(column => column.Name)],
            [.. columns.Select(first => (IReadOnlyList<double>)[.. columns.Select(second => state.Of(first, second))])]);
    }

    private static GroupInsight Group(GroupTable table, TableColumns columns)
    {
        CategoryColumn first = columns.Categories.First(column => column.Name == table.Query.First);
        CategoryColumn? second = columns.Categories.FirstOrDefault(column => column.Name == table.Query.Second);
        return new GroupInsight(table.Query.First, table.Query.Second, table.Query.Measure, [.. table.Cells.Select(cell => new GroupFigure(
            Value(first, cell.First), second is null ? null : Value(second, cell.Second), cell.Rows, cell.Mean, cell.StandardDeviation))]);
    }

    private static string Value(CategoryColumn column, int index) => index < 0 ? GroupFigure.Other : column.Values[index];

    private static double Share(long? count, long rows) => count is not { } known ? double.NaN : rows == 0 ? 0 : (double)known / rows;
}
