using Federated.Learning.State;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Insight;

/// <summary>What a table's survey found, as tables, histograms and matrices that a page can draw.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Floor">Smallest count that is shown.</param>
/// <param name="Numbers">Numbers, whole numbers and dates, in the order of the contract.</param>
/// <param name="Categories">Categories and booleans, in the order of the contract, then a label of classes.</param>
/// <param name="Texts">Texts, in the order of the contract.</param>
/// <param name="Pearson">Linear correlations; null with fewer than two numeric fields, or more than 128.</param>
/// <param name="Spearman">Rank correlations, likewise.</param>
/// <param name="Components">In how many directions the numeric fields vary; null with fewer than three whose correlations are known.</param>
/// <param name="Groups">The tables by groups that the job asks for.</param>
public sealed record InsightResult(
    long Rows,
    int Floor,
    IReadOnlyList<NumberInsight> Numbers,
    IReadOnlyList<CategoryInsight> Categories,
    IReadOnlyList<TextInsight> Texts,
    CorrelationInsight? Pearson,
    CorrelationInsight? Spearman,
    ComponentInsight? Components,
    IReadOnlyList<GroupInsight> Groups)
{
    /// <summary>The joint result of a job of the task insight.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state">What it released.</param>
    /// <exception cref="TaskStateException">The snapshot is not a finished state of this job.</exception>
    public static InsightResult Read(JobSpec job, ModelSnapshot state)
    {
        ArgumentNullException.ThrowIfNull(job);
        var task = new InsightTask(job);
        return InsightReading.Result(task.Survey(state), task.Columns);
    }
}
