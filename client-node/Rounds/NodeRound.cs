using Federated.Protocol.V1;
using Federated.SecureAggregation.Node;
using Federated.Tasks;
using Federated.Tasks.Jobs;
using RoundParameters = Federated.SecureAggregation.Cohort.RoundParameters;

namespace Federated.ClientNode.Rounds;

/// <summary>The attempt that the node is in: what it agreed to, the phase that it has reached, and the last step that it completed.</summary>
internal sealed class NodeRound(RoundKey key, IEnumerable<RosterMember> roster) : IDisposable
{
    /// <summary>Job, round, attempt.</summary>
    public RoundKey Key { get; } = key;

    /// <summary>The members as they were offered.</summary>
    public IEnumerable<RosterMember> Roster { get; } = roster;

    /// <summary>The step that the coordinator is told of.</summary>
    public RoundStep Completed { get; private set; } = RoundStep.Refused;

    /// <summary>The phase; null once the node refused or did its part.</summary>
    public NodePhase? Phase { get; private set; }

    /// <summary>What the contribution is made of; null when the node refused the offer.</summary>
    public RoundWork? Work { get; private set; }

    public RoundProgress Progress => new() { Round = Key, Completed = Completed };

    public void Begin(RoundWork work, NodePhase phase)
    {
        Work = work;
        Advance(RoundStep.Advertised, phase);
    }

    public void Advance(RoundStep completed, NodePhase? phase)
    {
        Completed = completed;
        Phase = phase;
    }

    /// <summary>The node takes no further part; its secrets are zeroed.</summary>
    public void Leave()
    {
        Phase?.Dispose();
        Advance(RoundStep.Refused, null);
    }

    public void Dispose() => Phase?.Dispose();
}

/// <summary>What a round computes on this node.</summary>
internal sealed record RoundWork(
    JobSpec Spec, IJointTask Task, Learning.State.ModelSnapshot State, Computations.ContributionSpec Contribution, RoundParameters Parameters);
