namespace Federated.Learning.Metrics;

/// <summary>How the value of a policy is estimated from choices that another one made.</summary>
public enum OffPolicyEstimator
{
    /// <summary>Inverse propensity scoring (Horvitz and Thompson 1952): the mean of w·r.</summary>
    Weighted,

    /// <summary>Self-normalised (SNIPS; Swaminathan and Joachims 2015): Σw·r/Σw, its interval by the delta method.</summary>
    SelfNormalised,

    /// <summary>Doubly robust (Dudík, Langford and Li 2011): right where either the logged chances or the expected rewards are.</summary>
    DoublyRobust,

    /// <summary>Replay (Li, Chu, Langford and Wang 2011): the mean reward of the rows whose arm is the policy's; unbiased only where every arm was shown at random alike.</summary>
    Replay,
}
