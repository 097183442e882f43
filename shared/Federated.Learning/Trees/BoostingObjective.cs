namespace Federated.Learning.Trees;

/// <summary>What boosted trees minimise.</summary>
public enum BoostingObjective
{
    /// <summary>Two classes: log loss of a logit.</summary>
    Logistic,

    /// <summary>Several classes: cross-entropy of one logit a class.</summary>
    Softmax,

    /// <summary>Regression: half the squared error.</summary>
    SquaredError,

    /// <summary>Counts and other values of 0 and above: Poisson deviance of the logarithm of the mean.</summary>
    Poisson,
}
