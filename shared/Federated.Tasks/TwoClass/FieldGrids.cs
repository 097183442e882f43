using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// Where the values of a field lie, from what is released of all training rows: a number's joint tenths where they were counted, otherwise up to one and a half standard
/// deviations around its mean; every value of a whole number of few; of a category the values that reached the floor on counts, the most frequent twelve.
/// </summary>
internal static class FieldGrids
{
    private const int MostValues = 12;

    private static readonly double[] Deviations = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5];

    /// <param name="field">A number, date, category or boolean.</param>
    /// <param name="columns">The job's columns.</param>
    /// <param name="statistics">Of all training rows.</param>
    /// <param name="survey">Histograms along joint quantiles; null when none were counted.</param>
    public static FieldGrid Of(ContractField field, PlanColumns columns, TableStatistics statistics, SurveyState? survey) =>
        new(field, field.IsNumeric ? Numbers(field, columns, statistics, survey) : Categories(statistics.CategoryColumn(field.Name)));

    private static ImmutableArray<double> Numbers(ContractField field, PlanColumns columns, TableStatistics statistics, SurveyState? survey)
    {
        bool isWhole = field.Type is FieldType.WholeNumber or FieldType.Date;
        (double least, double most) = (Math.Ceiling(field.Minimum), Math.Floor(field.Maximum));
        if (isWhole && most >= least && most - least < MostValues)
            return [.. Enumerable.Range(0, (int)(most - least) + 1).Select(step => least + step)];
        ImmutableArray<double> Shown(IEnumerable<double> values) =>
            [.. values.Select(value => Math.Clamp(isWhole ? Math.Round(value) : value, field.Minimum, field.Maximum)).Distinct().Order()];
        int index = survey is null ? -1 : survey.Plan.Columns.Numeric.TakeWhile(column => column.Name != field.Name).Count();
        ImmutableArray<double> tenths = index >= 0 && survey!.Histograms is { } histograms && index < histograms.Bins.Length ? Shown(histograms.Bins[index].Skip(1).Select(bin => bin.Lower)) : [];
        if (tenths.Length > 1)
            return tenths;
        NumericStatistics joint = statistics.NumericColumn(field.Name);
        return Shown(Deviations.Select(deviation => NumberPreparation.Restore(joint.Mean + (deviation * joint.StandardDeviation), field, columns.SpecOf(field))));
    }

    private static ImmutableArray<double> Categories(CategoryStatistics statistics)
    {
        int[] frequent = [.. Enumerable.Range(0, statistics.Counts.Length).Where(value => statistics.Counts[value] is > 0).OrderByDescending(value => statistics.Counts[value]).ThenBy(value => value).Take(MostValues)];
        return [.. frequent.Select(value => (double)value), .. statistics.Other > 0 || frequent.Length == 0 ? new[] { -1.0 } : []];
    }
}
