namespace Federated.Tasks.Jobs;

/// <summary>How updates become integers, <c>quantisation:</c>.</summary>
public sealed record QuantisationSpec
{
    /// <summary><c>bits: 16</c>: bits of one node's value, sign included, 8 to 24, default 16.</summary>
    public int Bits { get; init; } = 16;
}
