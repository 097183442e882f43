using Federated.Learning.State;

namespace Federated.Computations;

/// <summary>
/// What a node keeps for itself between the rounds of one computation: a control variate, the parameters that stay local. Its host hands in what the
/// last round left and stores what <see cref="IComputation{TState, TData}.Contribute"/> leaves in it, together with the contribution, so that both or
/// neither survive a restart. It never leaves the node.
/// </summary>
public sealed class NodeMemory
{
    /// <summary>What the last round left; null on a node that has not contributed yet, or whose computation needs no memory.</summary>
    public ModelSnapshot? Current { get; set; }
}
