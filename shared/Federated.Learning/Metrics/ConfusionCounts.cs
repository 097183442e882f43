namespace Federated.Learning.Metrics;

/// <summary>Rows by true and predicted class, of two classes.</summary>
/// <param name="TruePositives">Positive rows that were predicted positive.</param>
/// <param name="FalsePositives">Negative rows that were predicted positive.</param>
/// <param name="TrueNegatives">Negative rows that were predicted negative.</param>
/// <param name="FalseNegatives">Positive rows that were predicted negative.</param>
public sealed record ConfusionCounts(long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    /// <summary>All rows.</summary>
    public long Total => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>Share of rows whose class was predicted, 0 to 1; NaN of no rows.</summary>
    public double Accuracy => (double)(TruePositives + TrueNegatives) / Total;

    /// <summary>Share of predicted positives that are positive; NaN when none was predicted.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>Share of positives that were predicted; NaN when there are none.</summary>
    public double Recall => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of precision and recall (van Rijsbergen 1979, β = 1), 2·TP / (2·TP + FP + FN); NaN when no row is or was predicted positive.</summary>
    public double F1 => 2.0 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);
}
