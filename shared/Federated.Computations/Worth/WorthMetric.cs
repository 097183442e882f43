namespace Federated.Computations.Worth;

/// <summary>What a model's worth is measured by, on rows that no model and no choice has seen.</summary>
public enum WorthMetric
{
    /// <summary>Area under the ROC curve, 0 to 1; two classes only.</summary>
    AreaUnderCurve,

    /// <summary>Mean cross-entropy in nats, 0 or more; small is good.</summary>
    LogLoss,

    /// <summary>Share of rows whose class was predicted.</summary>
    Accuracy,

    /// <summary>How many times more positives the best-scored tenth holds than a random tenth, 0 to 10; two classes only.</summary>
    LiftAtTenth,
}
