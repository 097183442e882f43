namespace Federated.Tasks.Drift;

/// <summary>How far a field has moved since the training. By the stability index, thresholds after Siddiqi (2006, ch. 9), and only where chance does not explain it (chi-square, p &lt; 0.01).</summary>
public enum DriftVerdict
{
    /// <summary>Below 0.1, or explained by chance.</summary>
    Stable,

    /// <summary>0.1 to 0.25: look at the scores with care.</summary>
    Moderate,

    /// <summary>0.25 and more: the model was trained on other customers than these.</summary>
    Strong,

    /// <summary>Fewer than 100 rows on either side: nothing can be said.</summary>
    TooFewRows,
}
