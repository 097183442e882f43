using System.Collections.Immutable;
using Federated.Computations.Worth;
using Federated.Learning.Metrics;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Worth;

/// <summary>How a task's partner trains models of its own beside the joint one, and what tells them apart.</summary>
/// <typeparam name="TModel">A model that is ready to use.</typeparam>
internal interface IPartnerModels<TModel>
{
    /// <summary>What the models are measured by, the most telling first.</summary>
    ImmutableArray<WorthMeasure> Measures(TaskState state);

    /// <summary>The joint model.</summary>
    /// <exception cref="TaskStateException">The state holds none yet.</exception>
    TModel Joint(TaskState state);

    /// <summary>A model of the partner's own, as <see cref="Train"/> made it. It comes from the node's memory: everything is checked.</summary>
    /// <param name="state">A state that holds the joint model.</param>
    /// <param name="own">Its part; not null.</param>
    TModel Read(TaskState state, OwnModel own);

    /// <summary>Trains on a partner's own rows alone, on its machine.</summary>
    /// <param name="state">A state that holds the joint model.</param>
    /// <param name="training">Rows that train; may be none.</param>
    /// <param name="validation">Rows that judge; may be none.</param>
    /// <param name="seed">Of all that is arbitrary.</param>
    /// <returns>The local model and whatever there is between it and the joint one; none when the rows cannot train any. Unless they may be chosen they only compare.</returns>
    (IReadOnlyList<OwnModel> Models, bool MayBeChosen) Train(TaskState state, LocalTable training, LocalTable validation, ulong seed);

    /// <summary>What a model loses on each row that can be judged, finite; of all models on the same rows.</summary>
    double[] Losses(TaskState state, TModel model, LocalTable rows);

    /// <summary>How many rows are measured, and each metric as a statistic of them.</summary>
    (int Rows, Func<WorthMetric, RowStatistic> Statistics) Measure(TaskState state, TModel model, WorthModel which, LocalTable test);
}
