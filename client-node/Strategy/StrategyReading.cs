using System.Globalization;
using Federated.ClientNode.Data;
using Federated.ClientNode.Profiles;
using Federated.ClientNode.Recommendations;
using Federated.ClientNode.Scoring;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Recommend;
using Federated.Tasks.Scores;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>Reads what each model says of this partner's customers into the table that joins them by id. Every model reads its own table; what cannot be had is left out, and said.</summary>
/// <param name="plan">What is left out.</param>
/// <param name="effect">Whether uplift ranks customers, so that each has an effect of its own.</param>
/// <param name="notices">Where a person is told of bad rows.</param>
internal sealed class StrategyReading(StrategyPlan plan, EffectKind effect, TextWriter notices)
{
    /// <summary>Adds a model's part to the table.</summary>
    public StrategyPart Read(StrategyInput input, ProfileTable table, CancellationToken cancellation)
    {
        IReadOnlyList<GroupRate> rates = TaskCatalogue.For(input.Model.Job) is IGroupRates task ? task.Rates(input.Model.Snapshot) : [];
        if (input.Task == StrategyTasks.Click)
            return new StrategyPart(input, input.Source(0), 0, "", rates, []);
        if (input.Model.Job.Contract.Id is null)
            return Without(input, rates, "its contract has no id by which customers could be joined");
        try
        {
            return input.Task == StrategyTasks.Recommend ? Items(input, table, cancellation) : Scores(input, rates, table, cancellation);
        }
        catch (Exception fault) when (fault is TaskStateException or SourceException)
        {
            return Without(input, rates, fault.Message.TrimEnd('.'));
        }
    }

    private static StrategyPart Without(StrategyInput input, IReadOnlyList<GroupRate> rates, string missing) => new(input, input.Source(0), 0, missing, rates, []);

    private StrategyPart Scores(StrategyInput input, IReadOnlyList<GroupRate> rates, ProfileTable table, CancellationToken cancellation)
    {
        var scoring = CustomerScoring.Check(input.Model, input.Memory, input.Mapping, new RowProgress(notices));
        if (IsRefused(input, scoring.Report) is { } refusal)
            return Without(input, rates, refusal);
        (string Column, string As)[] columns = Columns(input.Task);
        var hasReasons = columns[0].As == StrategyColumns.Effect || StrategyTasks.Chances.Contains(input.Task);
        var means = columns.ToDictionary(column => column.As, _ => new ColumnMean());
        ProfileColumn[] headings = [.. columns.Select(column => new ProfileColumn(column.As, ProfileColumnKind.Result)), .. hasReasons ? [new ProfileColumn(StrategyColumns.WhyOf(input.Task), ProfileColumnKind.Result)] : Array.Empty<ProfileColumn>()];
        var customers = table.Add(new ProfilePart(headings, Rows(scoring, columns, hasReasons, means, cancellation)));
        return new StrategyPart(input, input.Source(scoring.Report.UsedRowCount), customers, "", rates, Drifted(input, scoring)) { Means = means };
    }

    // What is kept of a model's results, and under which name.
    private (string Column, string As)[] Columns(string task) => task switch
    {
        StrategyTasks.Uplift when effect == EffectKind.Own => [(ScoredRows.Score, StrategyColumns.Effect), ("response_if_not", StrategyColumns.Untreated)],
        StrategyTasks.Uplift => [("average_effect", StrategyColumns.InCampaign)],
        "response" or "churn" => [(ScoredRows.Score, StrategyColumns.ChanceOf(task))],
        "value" => [(ScoredRows.Score, StrategyColumns.ValueOf(task)), (StrategyColumns.AmountIfPurchase, StrategyColumns.AmountIfPurchase)],
        "lifetime" => [(ScoredRows.Score, StrategyColumns.ValueOf(task))],
        StrategyTasks.Creative => [("arm", StrategyColumns.Offer), ("probability", StrategyColumns.OfferChance)],
        StrategyTasks.Segments => [("segment", StrategyColumns.Segment)],
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "No sheet reads this task."),
    };

    private static IEnumerable<(string, string?[])> Rows(CustomerScoring scoring, (string Column, string As)[] columns, bool hasReasons, Dictionary<string, ColumnMean> means, CancellationToken cancellation)
    {
        foreach (var batch in scoring.Batches(new ScoreOptions { Reasons = hasReasons ? 1 : 0 }))
        {
            cancellation.ThrowIfCancellationRequested();
            ScoreColumn[] kept = [.. columns.Select(column => batch.Rows.Columns.First(each => each.Name == column.Column))];
            for (var row = 0; row < batch.Rows.Count; row++)
            {
                for (var column = 0; column < kept.Length; column++)
                {
                    if (kept[column].Numbers is { } numbers && double.IsFinite(numbers[row]))
                        means[columns[column].As].Add(numbers[row]);
                }

                yield return (batch.Names[row], [.. kept.Select(column => Cell(column, row)), .. hasReasons ? [batch.Rows.Reasons?[row] is [var first, ..] ? first.Words : null] : Array.Empty<string?>()]);
            }
        }
    }

    private StrategyPart Items(StrategyInput input, ProfileTable table, CancellationToken cancellation)
    {
        var lists = CustomerLists.Check(input.Model, input.Memory, input.Mapping);
        if (IsRefused(input, lists.Report) is { } refusal)
            return Without(input, [], refusal);
        var wish = new ListWish { Top = Math.Min(ListWish.MostTop, 1 + plan.LeftOutItems.Count), Reasons = 2 };
        string[] names = [StrategyColumns.Item, StrategyColumns.ItemName, StrategyColumns.OwnCode, StrategyColumns.Reason];
        var customers = table.Add(new ProfilePart([.. names.Select(name => new ProfileColumn(name, ProfileColumnKind.Result))], Rows(lists, wish, cancellation)));
        return new StrategyPart(input, input.Source(lists.Report.UsedRowCount), customers, "", [], []);
    }

    private IEnumerable<(string, string?[])> Rows(CustomerLists lists, ListWish wish, CancellationToken cancellation)
    {
        foreach (var (customer, list) in lists.Of(wish))
        {
            cancellation.ThrowIfCancellationRequested();
            var listed = list.Items.FirstOrDefault(item => !plan.LeftOutItems.Contains(lists.Items.Ids[item.Item], StringComparer.Ordinal));
            if (listed is null)
                continue;
            yield return (customer, [lists.Items.Ids[listed.Item], lists.Items.Names[listed.Item], lists.CodeOf(listed.Item), RecommendationSheet.ReasonOf(lists, list, listed)]);
        }
    }

    private string? IsRefused(StrategyInput input, DataReport report)
    {
        foreach (var fault in report.Faults)
            notices.WriteLine($"– {fault.Code}  {input.Task}: {fault.What}. {fault.Mend}");
        return report.IsUsable ? null : report.Faults[0].What;
    }

    private static IReadOnlyList<(string, double)> Drifted(StrategyInput input, CustomerScoring scoring) =>
        [.. DriftCheck.Severe(DriftCheck.Of(input.Model, scoring.Rows)).Select(field => (field.Field, field.StabilityIndex))];

    private static string? Cell(ScoreColumn column, int row) => column.Numbers is { } numbers
        ? double.IsFinite(numbers[row]) ? numbers[row].ToString("R", CultureInfo.InvariantCulture) : null
        : column.Words![row];
}
