namespace Federated.Privacy.Renyi;

/// <summary>Orders at which Rényi divergences are followed. More orders give a tighter ε and cost time; any set gives a valid one.</summary>
public static class RenyiOrders
{
    /// <summary>2 to 256, whole.</summary>
    public static IReadOnlyList<double> Whole { get; } = [.. Enumerable.Range(2, 255).Select(order => (double)order)];

    /// <summary>1.1 to 10.9 in tenths, 11 to 256, and 512 and 1024 for events that spend very little.</summary>
    public static IReadOnlyList<double> Fine { get; } = [.. Enumerable.Range(11, 99).Select(tenth => tenth / 10.0), .. Enumerable.Range(11, 246).Select(order => (double)order), 512, 1024];
}
