using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>State of <see cref="FederatedWorth"/>: <see cref="WorthRequested"/>, then <see cref="WorthComputed"/>.</summary>
public abstract record WorthState
{
    /// <summary>The least floor: of two partners each would learn the other's figures.</summary>
    public const int LeastFloor = 3;

    private protected WorthState()
    {
    }
}

/// <summary>Before the round.</summary>
public sealed record WorthRequested : WorthState
{
    /// <summary>Asks for means over at least that many partners.</summary>
    /// <param name="floor">Fewest partners of which a figure is told, <see cref="WorthState.LeastFloor"/> (default) or more.</param>
    /// <param name="measures">What is measured; by default <see cref="WorthMeasure.TwoClasses"/>.</param>
    public WorthRequested(int floor = LeastFloor, ImmutableArray<WorthMeasure> measures = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, LeastFloor);
        Floor = floor;
        Measures = WorthMeasure.OrTwoClasses(measures);
    }

    /// <summary>Fewest partners of which a figure is told.</summary>
    public int Floor { get; }

    /// <summary>What is measured.</summary>
    public ImmutableArray<WorthMeasure> Measures { get; }
}

/// <summary>After the round.</summary>
public sealed record WorthComputed : WorthState
{
    /// <summary>Holds the result.</summary>
    public WorthComputed(WorthResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>Means and spreads.</summary>
    public WorthResult Result { get; }
}
