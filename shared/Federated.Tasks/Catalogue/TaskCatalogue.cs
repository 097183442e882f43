using Federated.Tasks.Jobs;
using Federated.Tasks.TwoClass;

namespace Federated.Tasks.Catalogue;

/// <summary>The tasks that this program knows. A job names one of them; anything else is refused, on the coordinator and on every node.</summary>
public static class TaskCatalogue
{
    /// <summary>Names of the tasks, sorted: <c>churn</c>, which customers are about to leave; <c>response</c>, which respond to an offer, or buy.</summary>
    public static IReadOnlyCollection<string> Names { get; } = ["churn", "response"];

    /// <summary>The task of a job.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such task: a parsed job always names one that it has.</exception>
    public static IJointTask For(JobSpec job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Names.Contains(job.Task) ? new TwoClassTask(job) : throw new ArgumentException($"The catalogue has no task '{job.Task}'.", nameof(job));
    }
}
