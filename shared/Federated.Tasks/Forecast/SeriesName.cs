using System.Collections.Immutable;

namespace Federated.Tasks.Forecast;

/// <summary>Tells the series of one partner apart.</summary>
/// <param name="Key">Hash of the id; 0 where none names a series.</param>
/// <param name="Codes">Values of the categories, −1 for one that is not declared.</param>
internal sealed record SeriesName(ulong Key, ImmutableArray<int> Codes)
{
    public bool Equals(SeriesName? other) => other is not null && Key == other.Key && Codes.AsSpan().SequenceEqual(other.Codes.AsSpan());

    public override int GetHashCode() => Codes.Aggregate(Key.GetHashCode(), HashCode.Combine);
}
