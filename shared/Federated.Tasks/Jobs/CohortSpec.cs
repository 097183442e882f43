namespace Federated.Tasks.Jobs;

/// <summary>Who must take part in a round, <c>cohort:</c>. Collusion γ and dropout δ must satisfy γ + 2δ ≤ 0.9, or no unmasking threshold exists.</summary>
public sealed record CohortSpec
{
    /// <summary><c>minimum: 4</c>: fewest nodes of a round, 3 to 10,000, default 4. Three is only joined by nodes whose policy says so.</summary>
    public int Minimum { get; init; } = 4;

    /// <summary><c>collusion: 0.2</c>: share γ of nodes that may collude with the coordinator, in [0, 0.5), default 0.2.</summary>
    public double Collusion { get; init; } = 0.2;

    /// <summary><c>dropout: 0.34</c>: share δ of nodes that may vanish in a round, in [0, 0.45], default 0.34.</summary>
    public double Dropout { get; init; } = 0.34;
}
