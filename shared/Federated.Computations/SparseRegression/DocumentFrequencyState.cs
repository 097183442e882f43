using System.Collections.Immutable;

namespace Federated.Computations.SparseRegression;

/// <summary>State of <see cref="FederatedDocumentFrequency"/>.</summary>
public sealed record DocumentFrequencyState
{
    /// <summary>Smallest frequency that is reported unless a job says otherwise: 5.</summary>
    public const int DefaultFloor = 5;

    /// <summary>Before the round.</summary>
    /// <param name="buckets">Number of buckets, 1 to 2¹⁸.</param>
    /// <param name="floor">A bucket of fewer texts, of all nodes together, is reported as empty: 1 or more.</param>
    public DocumentFrequencyState(int buckets, int floor = DefaultFloor)
        : this(buckets, floor, 0, [])
    {
    }

    private DocumentFrequencyState(int buckets, int floor, long texts, ImmutableArray<long> counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, 1 << 18);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        (Buckets, Floor, Texts, Counts) = (buckets, floor, texts, counts);
    }

    /// <summary>Number of buckets.</summary>
    public int Buckets { get; }

    /// <summary>A bucket of fewer texts is reported as empty.</summary>
    public int Floor { get; }

    /// <summary>Texts of all nodes together; 0 before the round.</summary>
    public long Texts { get; }

    /// <summary>Texts with a value in each bucket, 0 where suppressed; empty before the round.</summary>
    public ImmutableArray<long> Counts { get; }

    /// <summary>ln((1 + texts)/(1 + count)) + 1 for each bucket, 0 where the count is.</summary>
    /// <exception cref="InvalidOperationException">The round was not held.</exception>
    public ImmutableArray<float> InverseFrequencies() => Counts.IsEmpty
        ? throw new InvalidOperationException("The texts are not counted yet; hold the round first.")
        : [.. Counts.Select(count => count == 0 ? 0f : (float)(Math.Log((1.0 + Texts) / (1 + count)) + 1))];

    internal DocumentFrequencyState With(long texts, ImmutableArray<long> counts) => new(Buckets, Floor, texts, counts);
}
