using Federated.Tasks.Insight;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Segments;
using Federated.Tasks.Sentiment;
using Federated.Tasks.TwoClass;

namespace Federated.Tasks.Catalogue;

/// <summary>The tasks that this program knows. A job names one of them; anything else is refused, on the coordinator and on every node.</summary>
public static class TaskCatalogue
{
    private static readonly (TaskDeclaration Declaration, Func<JobSpec, IJointTask> Create)[] Entries =
    [
        (new TaskDeclaration
        {
            Name = "churn",
            Summary = "Which customers are about to leave.",
            Labels = [LabelKind.TwoClasses],
            Models = [ModelKind.Logistic, ModelKind.Mlp, ModelKind.BoostedTrees, ModelKind.RandomForest, ModelKind.NaiveBayes],
        }, job => new TwoClassTask(job)),
        (InsightTask.Declaration, job => new InsightTask(job)),
        (new TaskDeclaration
        {
            Name = "response",
            Summary = "Which customers respond to an offer, or buy.",
            Labels = [LabelKind.TwoClasses],
            Models = [ModelKind.Logistic, ModelKind.Mlp, ModelKind.BoostedTrees, ModelKind.RandomForest, ModelKind.NaiveBayes],
        }, job => new TwoClassTask(job)),
        (new TaskDeclaration
        {
            Name = "segments",
            Summary = "Which kinds of customers there are, and which kind each one is.",
            Labels = [LabelKind.None, LabelKind.TwoClasses, LabelKind.Classes, LabelKind.Number],
            Options = SegmentOptions.Declared,
        }, job => new SegmentsTask(job)),
        (new TaskDeclaration
        {
            Name = "sentiment",
            Summary = "What customers' feedback says: the class of a text, such as positive or negative.",
            Labels = [LabelKind.TwoClasses, LabelKind.Classes],
            NeedsText = true,
            Options = SentimentTask.Options,
        }, job => new SentimentTask(job)),
    ];

    /// <summary>What each task asks of a job, sorted by name.</summary>
    public static IReadOnlyCollection<TaskDeclaration> Declarations { get; } = [.. Entries.Select(entry => entry.Declaration).OrderBy(declaration => declaration.Name, StringComparer.Ordinal)];

    /// <summary>Names of the tasks, sorted.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Declarations.Select(declaration => declaration.Name)];

    /// <summary>The task of a job.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such task: a parsed job always names one that it has.</exception>
    public static IJointTask For(JobSpec job)
    {
        ArgumentNullException.ThrowIfNull(job);
        Func<JobSpec, IJointTask>? create = Array.Find(Entries, entry => entry.Declaration.Name == job.Task).Create;
        return create is not null ? create(job) : throw new ArgumentException($"The catalogue has no task '{job.Task}'.", nameof(job));
    }
}
