using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>A kind of model for two classes: how it is trained jointly, and what it then says of rows.</summary>
internal interface ITwoClassModel
{
    /// <summary>The joint training, after the features are fitted; the last stage is called "training".</summary>
    IReadOnlyList<IStage> Training { get; }

    /// <summary>The probability of the positive class for each row, in [0, 1].</summary>
    /// <exception cref="TaskStateException">The state holds no such model yet.</exception>
    float[] Probabilities(TaskState state, LocalTable table);
}
