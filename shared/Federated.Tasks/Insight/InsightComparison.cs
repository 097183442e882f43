using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Insight;

/// <summary>
/// A partner's own figures beside the joint ones. Worked out on the partner's machine, for its own eyes: of its own rows nothing is withheld, and histograms have the joint
/// bins, so that they can be laid on one another.
/// </summary>
/// <param name="Joint">All partners together, this one among them.</param>
/// <param name="Own">This partner alone, with the same fields, bins and tables. Texts: the jointly frequent values with their counts here. No extreme or small count is withheld.</param>
/// <param name="Differences">For each number in turn.</param>
public sealed record InsightComparison(InsightResult Joint, InsightResult Own, IReadOnlyList<MeanDifference> Differences)
{
    /// <summary>Lays a partner's rows beside what a job released.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state">What it released.</param>
    /// <param name="rows">The partner's rows, mapped to the job's contract; read about five times.</param>
    /// <exception cref="TaskStateException">The snapshot is not a finished state of this job.</exception>
    public static InsightComparison Compare(JobSpec job, ModelSnapshot state, ITaskRows rows)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(rows);
        var task = new InsightTask(job);
        InsightResult joint = InsightReading.Result(task.Survey(state), task.Columns);
        InsightResult own = new OwnSurvey(task.Columns, task.Plan, task.Survey(state), task.Columns.SumsOf(rows)).Result();
        return new InsightComparison(joint, own, [.. joint.Numbers.Zip(own.Numbers, (all, here) => new MeanDifference(
            all.Field, here.Mean, all.Mean, here.Mean - all.Mean, all.StandardDeviation > 0 ? (here.Mean - all.Mean) / all.StandardDeviation : double.NaN))]);
    }
}
