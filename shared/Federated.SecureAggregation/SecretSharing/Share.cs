using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.SecretSharing;

/// <summary>One share of a secret: the polynomial's value at <see cref="Position"/>. Never printed, zeroed on dispose.</summary>
public sealed class Share : IDisposable
{
    /// <param name="position">x, the holder's index + 1; 1..10,000.</param>
    /// <param name="value">The field element, 32 bytes big-endian, below the order of P-256; owned by the share from now on.</param>
    /// <exception cref="ProtocolViolationException">The position or the value is out of range.</exception>
    public Share(int position, SecretBytes value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Position = Bounds.Within(position, 1, Bounds.MaximumCohort, "share position");
        if (!FieldElement.IsElement(value.Span))
        {
            throw Bounds.Malformed("a share is not below the order of the field");
        }

        Value = value;
    }

    /// <summary>x.</summary>
    public int Position { get; }

    /// <summary>The polynomial at x.</summary>
    public SecretBytes Value { get; }

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret share]";

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}
