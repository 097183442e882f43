using Federated.Learning.State;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Classifiers;

/// <summary>A kind of model for two classes: how it is trained jointly, how a partner trains one of its own, and what either says of rows.</summary>
internal interface ITwoClassModel
{
    /// <summary>The joint training, after the features are fitted; the last stage is called "training".</summary>
    IReadOnlyList<IStage> Training { get; }

    /// <summary>
    /// What a job can ask for where no row may be read, as <see cref="IStage.InsteadOfRows"/> says it; null when <see cref="Joint"/> always has a
    /// <see cref="ITwoClassPredictor.Formula"/>, so that a database can score rows.
    /// </summary>
    string? InsteadOfRows { get; }

    /// <summary>The joint model.</summary>
    /// <exception cref="TaskStateException">The state holds none yet.</exception>
    ITwoClassPredictor Joint(TaskState state);

    /// <summary>A model of the partner's own, as <see cref="Train"/> made it.</summary>
    /// <exception cref="TaskStateException">The snapshot is no such model.</exception>
    ITwoClassPredictor Own(TaskState state, ModelSnapshot own);

    /// <summary>Trains on a partner's own rows alone, on its machine: first the local model, then whatever this kind knows between it and the joint one.</summary>
    /// <param name="state">A state that holds the joint model.</param>
    /// <param name="training">Rows of both classes.</param>
    /// <param name="validation">Rows of both classes that judge.</param>
    /// <param name="seed">Of all that is arbitrary.</param>
    IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed);
}
