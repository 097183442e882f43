using Federated.Learning.Metrics;

namespace Federated.Computations.Fairness;

/// <summary>One group against the attribute's largest one: differences are the group's figure less the reference's, intervals of 95 %.</summary>
/// <param name="Group">Index of the group.</param>
/// <param name="Reference">Index of the largest group that is shown.</param>
/// <param name="Selection">Difference of the selection rates (demographic parity).</param>
/// <param name="SelectionRatio">Their ratio (disparate impact; below 0.8 is often called adverse); null when a group has no one selected.</param>
/// <param name="TruePositive">Difference of the true positive rates (equal opportunity); null where one is withheld or of no rows.</param>
/// <param name="FalsePositive">Difference of the false positive rates (with the former: equalised odds); null where one is withheld or of no rows.</param>
/// <param name="Calibration">Difference of the calibration gaps, with the normal interval.</param>
public sealed record GroupComparison(
    int Group,
    int Reference,
    ConfidenceInterval Selection,
    ConfidenceInterval? SelectionRatio,
    ConfidenceInterval? TruePositive,
    ConfidenceInterval? FalsePositive,
    ConfidenceInterval Calibration)
{
    internal static GroupComparison Of(int group, GroupOutcome own, int reference, GroupOutcome other)
    {
        double gap = own.CalibrationGap - other.CalibrationGap;
        double half = Share.Deviations * Math.Sqrt((own.CalibrationError * own.CalibrationError) + (other.CalibrationError * other.CalibrationError));
        return new GroupComparison(
            group,
            reference,
            own.SelectionRate!.Value.Less(other.SelectionRate!.Value),
            own.SelectionRate.Value.Over(other.SelectionRate.Value),
            Difference(own.TruePositiveRate, other.TruePositiveRate),
            Difference(own.FalsePositiveRate, other.FalsePositiveRate),
            new ConfidenceInterval(gap, gap - half, gap + half, Share.Level));
    }

    private static ConfidenceInterval? Difference(Share? own, Share? other) => own is { } share && other is { } reference ? share.Less(reference) : null;
}
