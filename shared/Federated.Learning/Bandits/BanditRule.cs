namespace Federated.Learning.Bandits;

/// <summary>How a policy chooses among arms.</summary>
public enum BanditRule
{
    /// <summary>The arm of the highest expected reward.</summary>
    Greedy,

    /// <summary>The arm of the highest upper confidence bound (LinUCB).</summary>
    UpperConfidence,

    /// <summary>The arm that is best under weights drawn from their posterior (linear Thompson sampling).</summary>
    Thompson,

    /// <summary>Every arm alike.</summary>
    Uniform,
}
