using Federated.Learning.Kernels;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>What a job's <c>model: {kind: …}</c> chooses: how the joint model is trained, and how it then ranks items.</summary>
internal interface IRecommendationModel
{
    /// <summary>
    /// The training, after the stages that count items. What a stage reads of a customer is <see cref="Interactions.Training"/>: the items that evaluation holds out are not in it.
    /// </summary>
    IReadOnlyList<IStage> Stages { get; }

    /// <summary>The joint model of a state in which <see cref="Stages"/> are done.</summary>
    /// <param name="state">The task's state; <see cref="TaskState.Memory"/> is what the node kept from the job's rounds, empty when it took no part.</param>
    IItemScorer Joint(TaskState state);

    /// <summary>The same kind of model of this partner's rows alone: what the joint one is compared with.</summary>
    /// <param name="state">The task's state: vocabulary, settings that were chosen together.</param>
    /// <param name="own">The partner's own interactions.</param>
    /// <param name="seed">The node's own seed.</param>
    /// <param name="workers">Threads; the calling one alone when null.</param>
    IItemScorer Alone(TaskState state, Interactions own, ulong seed, Workers? workers);
}
