using System.Collections.Immutable;
using Federated.Learning.Metrics;

namespace Federated.Computations.Evaluation;

/// <summary>A model's joint quality on the held-out rows of all nodes.</summary>
/// <param name="Rows">Held-out rows of all nodes together.</param>
/// <param name="LogLoss">Mean cross-entropy in nats, a row counting at most <see cref="FederatedEvaluation.MaximumRowLoss"/>; NaN of no rows.</param>
/// <param name="Confusion">Rows by true and predicted class.</param>
/// <param name="AreaUnderCurve">Area under the ROC curve of the binned probabilities; NaN when one class has no row.</param>
/// <param name="Tenths">Groups of about a tenth of the rows by score, highest first; empty when there are too few rows to show them.</param>
public sealed record EvaluationResult(long Rows, double LogLoss, ConfusionCounts Confusion, double AreaUnderCurve, ImmutableArray<ScoreTenth> Tenths)
{
    /// <summary>Share of rows whose class was predicted; NaN of no rows.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Share of positives in the group with the highest scores over that of all rows; NaN when it cannot be told.</summary>
    public double LiftAtTenth => Tenths.IsEmpty ? double.NaN : Tenths[0].Rate * Rows / (Confusion.TruePositives + Confusion.FalseNegatives);

    /// <summary>By all figures.</summary>
    public bool Equals(EvaluationResult? other) => other is not null && Rows == other.Rows && LogLoss.Equals(other.LogLoss) && Confusion == other.Confusion
        && AreaUnderCurve.Equals(other.AreaUnderCurve) && Tenths.AsSpan().SequenceEqual(other.Tenths.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, LogLoss, Confusion, AreaUnderCurve);
}
