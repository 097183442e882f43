using Federated.Tasks.Jobs;
using Federated.Tasks.TwoClass;

namespace Federated.Tasks.Catalogue;

/// <summary>The tasks that this program knows. A job names one of them; anything else is refused, on the coordinator and on every node.</summary>
public static class TaskCatalogue
{
    private static readonly Dictionary<string, string> Tasks = new(StringComparer.Ordinal)
    {
        ["churn"] = "which customers are about to leave",
        ["response"] = "which customers respond to an offer, or buy",
    };

    /// <summary>Names of the tasks, sorted.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Tasks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The task of a job.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such task: a parsed job always names one that it has.</exception>
    public static IJointTask For(JobSpec job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Tasks.ContainsKey(job.Task) ? new TwoClassTask(job) : throw new ArgumentException($"The catalogue has no task '{job.Task}'.", nameof(job));
    }

    /// <summary>What a task answers, in words.</summary>
    public static string Describe(string task) => Tasks[task];
}
