using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>A share that a node releases: whose secret it is a share of, and its value at the releasing node's position.</summary>
public sealed class RevealedShare : IDisposable
{
    /// <param name="owner">The index of the member whose secret was shared.</param>
    /// <param name="value">The field element, below the order of P-256; owned by this object from now on.</param>
    /// <exception cref="ProtocolViolationException">The index or the value is out of range.</exception>
    public RevealedShare(int owner, SecretBytes value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Owner = Bounds.Within(owner, 0, Bounds.MaximumCohort - 1);
        Value = FieldElement.IsElement(value.Span) ? value : throw Bounds.Malformed("a released share is not below the order of the field");
    }

    /// <summary>The member whose secret was shared.</summary>
    public int Owner { get; }

    /// <summary>The share's value.</summary>
    public SecretBytes Value { get; }

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret share]";

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}
