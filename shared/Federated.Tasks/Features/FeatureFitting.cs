using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// Fits a <see cref="FeaturePlan"/> to joint statistics. By default numbers are standardised (missing becomes the mean, with a column that says so when any partner lacks some) and
/// categories become one column for each value that reached the count floor, and one for the rest; a job's <c>features:</c> say otherwise field by field.
/// </summary>
public static class FeatureFitting
{
    private const int Months = 12, Weekdays = 7, Seasons = 4;

    /// <summary>The plan.</summary>
    /// <param name="columns">The job's columns.</param>
    /// <param name="statistics">Joint statistics of the training rows.</param>
    /// <param name="quantiles">Joint quantiles of the fields that impute a median, clip or bin; not asked for others.</param>
    /// <param name="targets">Joint label means of the categories with target encoding; not asked for others.</param>
    public static FeaturePlan Fit(PlanColumns columns, TableStatistics statistics, IFieldQuantiles quantiles, IFieldTargets targets)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(quantiles);
        ArgumentNullException.ThrowIfNull(targets);
        var inputs = ImmutableArray.CreateBuilder<InputColumn>();
        foreach (ContractField field in columns.Contract.Features)
        {
            FeatureSpec spec = columns.SpecOf(field);
            if (field.IsNumeric)
                inputs.AddRange(Numbers(field, spec, statistics.NumericColumn(field.Name), quantiles));
            else if (field.IsCategorical)
                inputs.AddRange(Categories(field, spec, statistics.CategoryColumn(field.Name), targets));
        }

        return new FeaturePlan(inputs.ToImmutable());
    }

    private static IEnumerable<InputColumn> Numbers(ContractField field, FeatureSpec spec, NumericStatistics statistics, IFieldQuantiles quantiles)
    {
        if (statistics is { Count: > 0, StandardDeviation: > 0 })
        {
            (double low, double high) = spec.Clip > 0 ? (quantiles.Of(field.Name, spec.Clip), quantiles.Of(field.Name, 1 - spec.Clip)) : (double.NegativeInfinity, double.PositiveInfinity);
            double imputed = spec.Impute == Imputation.Median ? quantiles.Of(field.Name, 0.5) : statistics.Mean;
            var preparation = new NumberPreparation(field.Name, NumberPreparation.OriginOf(field, spec), low, high, imputed);
            if (spec.Bins == 0)
                yield return new InputColumn(field.Name, new StandardisedNumber(preparation, statistics.Mean, statistics.StandardDeviation), 0);
            foreach (InputColumn bin in spec.Bins == 0 ? [] : Bins(preparation, spec.Bins, quantiles))
                yield return bin;
            foreach (DatePart part in spec.Parts)
            {
                int values = part switch { DatePart.Month => Months, DatePart.Weekday => Weekdays, _ => Seasons };
                for (int value = 1; value <= values; value++)
                    yield return new InputColumn($"{field.Name}:{part.ToString().ToLowerInvariant()}={value}", new DatePartIs(field.Name, part, value), 1.0 / values);
            }
        }

        if (statistics.MissingShare is > 0 and < 1)
            yield return new InputColumn($"{field.Name}:missing", new MissingNumber(field.Name), statistics.MissingShare);
    }

    private static IEnumerable<InputColumn> Bins(NumberPreparation preparation, int bins, IFieldQuantiles quantiles)
    {
        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(edge => quantiles.Of(preparation.Field, (double)edge / bins)).Distinct()];
        for (int bin = 0; bin <= edges.Length; bin++)
        {
            double low = bin == 0 ? double.NegativeInfinity : edges[bin - 1], high = bin == edges.Length ? double.PositiveInfinity : edges[bin];
            yield return new InputColumn(FormattableString.Invariant($"{preparation.Field}:bin={bin + 1}"), new NumberInBin(preparation, low, high), 1.0 / (edges.Length + 1));
        }
    }

    private static IEnumerable<InputColumn> Categories(ContractField field, FeatureSpec spec, CategoryStatistics statistics, IFieldTargets targets)
    {
        HashSet<int> kept = [.. Enumerable.Range(0, field.Values.Count).Where(index => statistics.Counts[index] is > 0)];
        switch (spec.Encode)
        {
            case CategoryEncoding.Hash:
                for (int bucket = 0; bucket < spec.Buckets; bucket++)
                {
                    HashSet<int> members = [.. Enumerable.Range(0, field.Values.Count).Where(index => ValueHash.Bucket(field.Values[index], spec.Buckets) == bucket)];
                    if (members.Count > 0)
                        yield return new InputColumn($"{field.Name}:hash={bucket}", CategoryNumber.Membership(field, members, isMissingOne: false), Share(statistics, members));
                }

                break;
            case CategoryEncoding.Target:
                (ImmutableArray<double> byValue, double rest) = targets.Of(field.Name, spec.Smoothing);
                yield return new InputColumn($"{field.Name}:target", new CategoryNumber(field.Name, byValue, rest), 0);
                break;
            default:
                foreach (int index in kept.Order())
                    yield return new InputColumn($"{field.Name}={field.Values[index]}", CategoryNumber.Membership(field, new HashSet<int> { index }, isMissingOne: false), Share(statistics, [index]));
                if (statistics.Other > 0)
                {
                    HashSet<int> others = [.. Enumerable.Range(0, field.Values.Count).Where(index => !kept.Contains(index))];
                    yield return new InputColumn($"{field.Name}=other", CategoryNumber.Membership(field, others, isMissingOne: true), (double)statistics.Other / Rows(statistics));
                }

                break;
        }
    }

    private static long Rows(CategoryStatistics statistics) => Math.Max(1, statistics.Other + statistics.Counts.Sum(count => count ?? 0));

    private static double Share(CategoryStatistics statistics, IEnumerable<int> values) => (double)values.Sum(value => statistics.Counts[value] ?? 0) / Rows(statistics);
}
