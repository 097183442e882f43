using System.Diagnostics.CodeAnalysis;

namespace Federated.SecureAggregation.Node;

/// <summary>The outcome of a node's step: the next phase and the message to send, or a refusal.</summary>
/// <typeparam name="TPhase">The next phase.</typeparam>
/// <typeparam name="TMessage">The message to send.</typeparam>
public sealed class NodeStep<TPhase, TMessage>
    where TPhase : class
    where TMessage : class
{
    private readonly TPhase? _next;
    private readonly TMessage? _message;
    private readonly Refused? _refused;

    internal NodeStep(TPhase next, TMessage message)
    {
        _next = next;
        _message = message;
    }

    internal NodeStep(Refused refused) => _refused = refused;

    /// <summary>Whether the node goes on.</summary>
    /// <param name="next">The next phase.</param>
    /// <param name="message">The message to send to the coordinator, as often as the connection needs.</param>
    /// <param name="refused">Why the node leaves the round.</param>
    public bool TryAdvance(
        [NotNullWhen(true)] out TPhase? next, [NotNullWhen(true)] out TMessage? message, [NotNullWhen(false)] out Refused? refused)
    {
        next = _next;
        message = _message;
        refused = _refused;
        return next is not null;
    }
}
