using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Groups;
using Federated.Computations.Statistics.Survey;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Insight;

/// <summary>What a job may write under <c>options:</c> of the task insight, and the survey that follows from it.</summary>
internal static class InsightOptions
{
    private const string GroupBy = "group_by", Measures = "measures", Pairs = "pairs", Floor = "floor", Bins = "bins", FrequentValues = "frequent_values", Holders = "holders";

    /// <summary>The keys.</summary>
    public static IReadOnlyList<TaskOption> Declared { get; } =
    [
        TaskOption.Names(GroupBy, "Categories by which rows are counted and measures averaged; without any, the contract's fields with role group."),
        TaskOption.Names(Measures, "Numbers whose means are shown by group."),
        TaskOption.Truth(Pairs, "Whether there are also tables by each pair of these categories, and by each and the label's classes.", true),
        TaskOption.WholeNumber(Floor, "Smallest count of rows that is shown to anybody.", 1, 1000, StatisticsState.DefaultFloor),
        TaskOption.WholeNumber(Bins, "Bins of a histogram, about.", 2, 200, 20),
        TaskOption.WholeNumber(FrequentValues, "Most values of a text that are named; 0 looks for none.", 0, 1024, 256),
        TaskOption.WholeNumber(Holders, "Fewest partners that hold a text's value that is named.", 1, 100, 2),
    ];

    /// <summary>The survey of a job.</summary>
    /// <exception cref="ArgumentException">The options name a field of the wrong kind, or ask for too many tables; the message says which.</exception>
    public static SurveyPlan ToPlan(JobSpec job, InsightColumns columns)
    {
        int most = job.Options.WholeNumber(FrequentValues);
        return new SurveyPlan(columns.Columns)
        {
            Floor = job.Options.WholeNumber(Floor),
            Bins = job.Options.WholeNumber(Bins),
            Groups = [.. Queries(job, columns)],
            Salt = most == 0 ? [] : [.. job.Hash()],
            MostFrequent = Math.Max(1, most),
            Holders = job.Options.WholeNumber(Holders),
        };
    }

    private static IEnumerable<GroupQuery> Queries(JobSpec job, InsightColumns columns)
    {
        IReadOnlyList<string> written = job.Options.Names(GroupBy);
        string[] keys = [.. (written.Count > 0 ? written : job.Contract.Groups.Select(field => field.Name)).Distinct()];
        string?[] measures = [null, .. job.Options.Names(Measures).Distinct()];
        bool wantsPairs = job.Options.Truth(Pairs);
        CategoryColumn? label = columns.Columns.Categories.FirstOrDefault(column => column.Name == job.Contract.Label?.Name);
        foreach (string key in keys)
        {
            // Rows alone come with every measure.
            foreach (string? measure in measures.Length > 1 ? measures[1..] : measures)
                yield return new GroupQuery(key, null, measure);
            if (wantsPairs && label is not null && label.Name != key)
                yield return new GroupQuery(key, label.Name);
        }

        foreach ((string first, string second) in wantsPairs ? keys.SelectMany((key, index) => keys.Skip(index + 1).Select(other => (key, other))) : [])
        {
            if (first == label?.Name || second == label?.Name)
                continue;
            foreach (string? measure in measures.Length > 1 ? measures[1..] : measures)
                yield return new GroupQuery(first, second, measure);
        }
    }
}
