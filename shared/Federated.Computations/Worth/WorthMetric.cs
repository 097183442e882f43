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

    /// <summary>How many times more positives, or of amounts how many times more of their sum, the best-scored tenth holds than a random tenth, 0 to 10; not of several classes.</summary>
    LiftAtTenth,

    /// <summary>Mean F1 over the classes, each counting alike, 0 to 1.</summary>
    MacroF1,

    /// <summary>Mean absolute error of amounts, in their unit; small is good.</summary>
    AbsoluteError,

    /// <summary>Root mean squared error of amounts, in their unit; small is good.</summary>
    RootSquaredError,

    /// <summary>R²: the share of the variance of amounts that is explained; 0 is what their mean has, below 0 is worse than that.</summary>
    Determination,

    /// <summary>Mean negative log-likelihood in nats, of any sign; small is good.</summary>
    Surprise,

    /// <summary>Mean squared distance to the nearest centre, in squared standard deviations; small is good.</summary>
    SquaredDistance,
}
