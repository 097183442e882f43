namespace Federated.Tasks.Drift;

/// <summary>How one field has moved.</summary>
/// <param name="Field">The field.</param>
/// <param name="StabilityIndex">Population stability index: Σ (q − p)·ln(q ÷ p) over the bins, p being the training share and q the present one, each with half a row added to every bin. 0 is no change.</param>
/// <param name="ChiSquare">Two-sample chi-square statistic of the bins.</param>
/// <param name="DegreesOfFreedom">Bins that are not empty on both sides, less one.</param>
/// <param name="PValue">Chance of so great a statistic without any change; 1 with a single bin.</param>
/// <param name="Verdict">In a word.</param>
/// <param name="Bins">What was compared.</param>
public sealed record FieldDrift(
    string Field, double StabilityIndex, double ChiSquare, int DegreesOfFreedom, double PValue, DriftVerdict Verdict, IReadOnlyList<DriftBin> Bins);
