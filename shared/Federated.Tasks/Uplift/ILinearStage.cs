using Federated.Learning.Linear;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>A stage that fits a linear model.</summary>
internal interface ILinearStage : IStage
{
    /// <summary>The fitted model.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    LinearModel Model(TaskState state);
}
