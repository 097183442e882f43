namespace Federated.Computations.Fairness;

/// <summary>What may be known of a group: never of fewer customers than the floor.</summary>
/// <param name="Rows">Customers; 0 or at least the floor.</param>
/// <param name="Positives">Those of label 1.</param>
/// <param name="Selected">Those that the model picks.</param>
/// <param name="TruePositives">Those picked that have label 1; null where it would tell of fewer positives, or negatives, than the floor.</param>
/// <param name="ScoreSum">Σ probability.</param>
/// <param name="SquaredGap">Σ (probability − label)².</param>
public sealed record GroupOutcome(long Rows, long Positives, long Selected, long? TruePositives, double ScoreSum, double SquaredGap)
{
    /// <summary>Those of label 0.</summary>
    public long Negatives => Rows - Positives;

    /// <summary>Those picked that have label 0; null where <see cref="TruePositives"/> is.</summary>
    public long? FalsePositives => Selected - TruePositives;

    /// <summary>Share of customers that the model picks; null of none.</summary>
    public Share? SelectionRate => Share.Of(Selected, Rows);

    /// <summary>Share of the positives that it picks; null of none, and where withheld.</summary>
    public Share? TruePositiveRate => TruePositives is { } found ? Share.Of(found, Positives) : null;

    /// <summary>Share of the negatives that it picks; null of none, and where withheld.</summary>
    public Share? FalsePositiveRate => FalsePositives is { } mistaken ? Share.Of(mistaken, Negatives) : null;

    /// <summary>Mean probability; NaN of no rows.</summary>
    public double MeanScore => ScoreSum / Rows;

    /// <summary>Share of label 1; NaN of no rows.</summary>
    public double MeanOutcome => (double)Positives / Rows;

    /// <summary>Mean probability less the share of label 1: above 0 where the model promises too much; NaN of no rows.</summary>
    public double CalibrationGap => MeanScore - MeanOutcome;

    /// <summary>Standard error of <see cref="CalibrationGap"/>; NaN of fewer than two rows.</summary>
    public double CalibrationError =>
        Rows < 2 ? double.NaN : Math.Sqrt(Math.Max(0, SquaredGap - (Rows * CalibrationGap * CalibrationGap)) / (Rows - 1) / Rows);

    internal static GroupOutcome Sum(GroupOutcome left, GroupOutcome right) => new(
        left.Rows + right.Rows,
        left.Positives + right.Positives,
        left.Selected + right.Selected,
        left.TruePositives + right.TruePositives,
        left.ScoreSum + right.ScoreSum,
        left.SquaredGap + right.SquaredGap);
}
