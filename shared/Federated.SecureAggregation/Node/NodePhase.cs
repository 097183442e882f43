using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Node;

/// <summary>
/// One state of a node in one attempt at a round: AdvertiseKeys → ShareKeys → MaskedInput → Consistency → Unmask → Completed, or Refused from any of them.
/// A phase is stepped once: a second step could seal two messages under one nonce or mask two vectors with one mask, so it is a bug and throws. Secrets go
/// from phase to phase; disposing a phase that was not stepped zeroes them, disposing one that was does nothing. Source: Bonawitz et al., CCS 2017,
/// in the variant against an active adversary (signed keys, consistency check).
/// </summary>
public abstract class NodePhase : IDisposable
{
    private int _stepped;

    private protected NodePhase(Participant participant, RoundParameters parameters)
    {
        Participant = participant;
        Parameters = parameters;
    }

    /// <summary>The round as this node was offered it.</summary>
    public RoundParameters Parameters { get; }

    private protected Participant Participant { get; }

    /// <summary>Zeroes the phase's secrets, unless a step took them over.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stepped, 1) == 0)
        {
            ZeroSecrets();
        }

        GC.SuppressFinalize(this);
    }

    private protected void BeginStep()
    {
        if (Interlocked.Exchange(ref _stepped, 1) != 0)
        {
            throw new InvalidOperationException($"This {GetType().Name} phase was already stepped or disposed. Use the phase that the step returned, and resend the message that it returned.");
        }
    }

    private protected NodeStep<TPhase, TMessage> Refuse<TPhase, TMessage>(ProtocolViolation violation)
        where TPhase : class
        where TMessage : class
    {
        ZeroSecrets();
        return new(new Refused(RefusalNotice.Sign(Participant.Identity, Participant.NodeId, Parameters, violation)));
    }

    private protected abstract void ZeroSecrets();
}
