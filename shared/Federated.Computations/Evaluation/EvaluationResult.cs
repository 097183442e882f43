using Federated.Learning.Metrics;

namespace Federated.Computations.Evaluation;

/// <summary>A model's joint quality on the held-out rows of all nodes.</summary>
/// <param name="Rows">Held-out rows of all nodes together.</param>
/// <param name="LogLoss">Mean cross-entropy in nats, a row counting at most <see cref="FederatedEvaluation.MaximumRowLoss"/>; NaN of no rows.</param>
/// <param name="Confusion">Rows by true and predicted class.</param>
/// <param name="AreaUnderCurve">Area under the ROC curve of the binned probabilities; NaN when one class has no row.</param>
public sealed record EvaluationResult(long Rows, double LogLoss, ConfusionCounts Confusion, double AreaUnderCurve)
{
    /// <summary>Share of rows whose class was predicted; NaN of no rows.</summary>
    public double Accuracy => Confusion.Accuracy;
}
