using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Survey;

namespace Federated.Tasks.Insight;

/// <summary>The survey of a partner's own rows, for its own eyes: nothing withheld, along the joint histograms' bins, and of texts the jointly frequent values.</summary>
internal sealed class OwnSurvey(InsightColumns columns, SurveyPlan plan, SurveyState joint, IColumnSums rows)
{
    private const int LastStep = 6;

    public InsightResult Result()
    {
        var alone = new FederatedSurvey();
        SurveyState own = SurveyState.Begin(new SurveyPlan(columns.Columns) { Floor = 1, Bins = plan.Bins, Groups = plan.Groups, WantsCorrelations = plan.WantsCorrelations });
        while (!alone.IsDone(own))
            own = alone.Alone(own, rows);
        return InsightReading.Result(own with { Histograms = Histograms(), Frequent = Texts() }, columns);
    }

    private HistogramState Histograms()
    {
        var bins = HistogramState.Begin(new HistogramPlan(columns.Columns, joint.Histograms!.Bins.Select(InnerEdges), floor: 1));
        var computation = new FederatedHistograms();
        return computation.IsDone(bins) ? bins : computation.Alone(bins, rows);
    }

    private static ImmutableArray<double> InnerEdges(ImmutableArray<HistogramBin> bins) => [.. bins.Skip(1).Select(bin => bin.Lower)];

    private ValuesNamed? Texts()
    {
        if (joint.Frequent is not ValuesNamed named)
            return null;
        var found = ImmutableArray.CreateBuilder<FrequentColumn>();
        for (int text = 0; text < named.Columns.Length; text++)
        {
            var present = new double[1 << LastStep];
            rows.Add([new HashPrefixCounts(text, named.Plan.Salt, 0, [0], LastStep, WithHolders: false)], present);
            found.Add(new FrequentColumn((long)present.Sum(), [.. Counts(text, named.Columns[text], named.Plan.Salt)]));
        }

        return named with { Columns = found.ToImmutable() };
    }

    private IEnumerable<FrequentValue> Counts(int text, FrequentColumn column, ImmutableArray<byte> salt)
    {
        ulong[] hashes = [.. column.Values.Select(value => TextHash.Of(salt, value.Text))];
        ImmutableArray<ulong> prefixes = [.. hashes.Select(hash => hash >> LastStep).Distinct().Order()];
        if (prefixes.IsEmpty)
            return [];
        var question = new HashPrefixCounts(text, salt, TextHash.Bits - LastStep, prefixes, LastStep, WithHolders: false);
        var counts = new double[question.Length];
        rows.Add([question], counts);
        return column.Values.Select((value, index) => value with
        {
            Rows = (long)counts[(prefixes.BinarySearch(hashes[index] >> LastStep) << LastStep) + (int)(hashes[index] & ((1 << LastStep) - 1))],
        });
    }
}
