using Federated.Learning.State;

namespace Federated.Tasks.Segments;

/// <summary>A task that finds segments; its <see cref="IJointTask"/> can be asked for this.</summary>
public interface ISegmentation
{
    /// <summary>The segments, for a report.</summary>
    /// <param name="state">The released state.</param>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job, or the segments are not profiled yet.</exception>
    SegmentReport Segments(ModelSnapshot state);
}
