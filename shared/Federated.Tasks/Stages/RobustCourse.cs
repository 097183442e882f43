using Federated.Computations.Averaging;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Stages;

/// <summary>A task's course as the job's <c>robust:</c> wants it: every stage that averages updates is made robust, all others are as they were.</summary>
internal static class RobustCourse
{
    public static IEnumerable<IStage> Of(JobSpec job, IEnumerable<IStage> course)
    {
        if (job.Robust is not { } robust)
            return course;
        return robust.IsGrouped ? Grouped(job, [.. course]) : course.Select(stage => IsAveraging(stage) ? new GeometricMedianStage(stage) : stage);
    }

    private static IEnumerable<IStage> Grouped(JobSpec job, IStage[] course)
    {
        var draw = new DrawStage(job);
        int first = Array.FindIndex(course, IsAveraging);
        return course.SelectMany((stage, place) => !IsAveraging(stage) ? [stage]
            : place == first ? [draw, new GroupedStage(stage, draw, job)]
            : new IStage[] { new GroupedStage(stage, draw, job) });
    }

    private static bool IsAveraging(IStage stage) => stage is Stage<AveragingState, AveragingData>;
}
