namespace Federated.Tasks.Jobs;

/// <summary>How the updates of training by averaging become integers, <c>quantisation:</c>. Exact sums have bits of their own.</summary>
public sealed record QuantisationSpec
{
    /// <summary>
    /// <c>bits: 16</c>: precision of an update's value, sign included, for a node that has a sixteenth of all rows; 8 to 24, with rotation 6 to 24, default 16. A node uploads 5
    /// bits more for each value.
    /// </summary>
    public int Bits { get; init; } = 16;

    /// <summary>
    /// <c>rotate: false</c>: whether an update is rotated before it is rounded, default false. Its norm is then spread over all values, so that fewer bits do: 8 with it are about as good as 12 to 16 without.
    /// </summary>
    public bool Rotate { get; init; }
}
