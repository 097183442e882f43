namespace Federated.SecureAggregation.Keys;

/// <summary>One mask to add to a vector, or to take away from it.</summary>
/// <param name="Key">Expands to the mask.</param>
/// <param name="Adds">True to add, false to subtract.</param>
internal readonly record struct MaskTerm(SecretBytes Key, bool Adds)
{
    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret mask]";
}
