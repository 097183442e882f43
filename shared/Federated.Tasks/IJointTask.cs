using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Schema;

namespace Federated.Tasks;

/// <summary>
/// A task of the catalogue for one job: data contract → features → model → joint computation → metrics → scores. Its state between
/// rounds is a <see cref="ModelSnapshot"/>, so that what every node starts from has a content address, and what the last round leaves is the model that is released.
/// </summary>
public interface IJointTask : IComputation<ModelSnapshot, TaskData>
{
    /// <summary>The state before the first round.</summary>
    ModelSnapshot Begin();

    /// <summary>What a state says, for people and scripts.</summary>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job.</exception>
    TaskProgress Describe(ModelSnapshot state);

    /// <summary>The model's probability of the positive label for each row, in [0, 1].</summary>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job, or holds no model yet.</exception>
    float[] Score(ModelSnapshot state, LocalTable table);
}
