using Federated.Tasks.Click;
using Federated.Tasks.Creative;
using Federated.Tasks.Experience;
using Federated.Tasks.Experiment;
using Federated.Tasks.Forecast;
using Federated.Tasks.Insight;
using Federated.Tasks.Jobs;
using Federated.Tasks.Lifetime;
using Federated.Tasks.Recommend;
using Federated.Tasks.Segments;
using Federated.Tasks.Sentiment;
using Federated.Tasks.TwoClass;
using Federated.Tasks.Uplift;
using Federated.Tasks.Value;

namespace Federated.Tasks.Catalogue;

/// <summary>The tasks that this program knows. A job names one of them; anything else is refused, on the coordinator and on every node.</summary>
public static class TaskCatalogue
{
    private static readonly (TaskDeclaration Declaration, Func<JobSpec, IJointTask> Create)[] Entries =
    [
        (TwoClassTask.Declare("churn", "Which customers are about to leave."), job => new TwoClassTask(job)),
        (ClickTask.Declaration, job => new ClickTask(job)),
        (CreativeTask.Declaration, job => new CreativeTask(job)),
        (ExperienceTask.Declaration, job => new ExperienceTask(job)),
        (ExperimentTask.Declaration, job => new ExperimentTask(job)),
        (ForecastTask.Declaration, job => new ForecastTask(job)),
        (LifetimeTask.Declaration, job => new LifetimeTask(job)),
        (InsightTask.Declaration, job => new InsightTask(job)),
        (RecommendTask.Declaration, job => new RecommendTask(job)),
        (TwoClassTask.Declare("response", "Which customers respond to an offer, or buy."), job => new TwoClassTask(job)),
        (SegmentsTask.Declaration, job => new SegmentsTask(job)),
        (SentimentTask.Declaration, job => new SentimentTask(job)),
        (UpliftTask.Declaration, job => new UpliftTask(job)),
        (CustomerValueTask.Declaration, job => new CustomerValueTask(job)),
    ];

    /// <summary>What each task asks of a job, sorted by name.</summary>
    public static IReadOnlyCollection<TaskDeclaration> Declarations { get; } = [.. Entries.Select(entry => entry.Declaration).OrderBy(declaration => declaration.Name, StringComparer.Ordinal)];

    /// <summary>Names of the tasks, sorted.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Declarations.Select(declaration => declaration.Name)];

    /// <summary>What a task of the catalogue declares.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such task.</exception>
    public static TaskDeclaration Declaration(string task) => Declarations.FirstOrDefault(declaration => declaration.Name == task) ?? throw new ArgumentException($"The catalogue has no task '{task}'.", nameof(task));

    /// <summary>The task of a job.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such task: a parsed job always names one that it has.</exception>
    public static IJointTask For(JobSpec job)
    {
        ArgumentNullException.ThrowIfNull(job);
        Func<JobSpec, IJointTask>? create = Array.Find(Entries, entry => entry.Declaration.Name == job.Task).Create;
        return create is not null ? create(job) : throw new ArgumentException($"The catalogue has no task '{job.Task}'.", nameof(job));
    }

    /// <summary>Rounds that a job takes at most, of all stages.</summary>
    /// <exception cref="ArgumentException">The task cannot run the job; see <see cref="For"/>.</exception>
    public static int MostRounds(JobSpec job)
    {
        IJointTask task = For(job);
        return task.Describe(task.Begin()).TotalRounds;
    }
}
