using System.Collections.Immutable;

namespace Federated.Computations.ClassEvaluation;

/// <summary>A joint model's quality on the held-out rows of all nodes.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Confusion">Classes × classes, row-major: rows of a true class (row) by predicted class (column).</param>
/// <param name="LogLoss">Mean −ln of the true class's probability, in nats, a row counting at most 64; NaN of no rows.</param>
/// <param name="Areas">Area under the ROC curve of each class against the others; NaN where one side has no row.</param>
public sealed record ClassQuality(int Classes, ImmutableArray<long> Confusion, double LogLoss, ImmutableArray<double> Areas)
{
    /// <summary>Held-out rows of all nodes.</summary>
    public long Rows => Confusion.Sum();

    /// <summary>Share of rows whose class was predicted; NaN of no rows.</summary>
    public double Accuracy => Enumerable.Range(0, Classes).Sum(label => Count(label, label)) / (double)Rows;

    /// <summary>Mean over classes of the harmonic mean of precision and recall; 0 for a class that is never right.</summary>
    public double MacroF1 => Enumerable.Range(0, Classes).Average(FOf);

    /// <summary>Mean of <see cref="Areas"/> that are known; NaN when none is.</summary>
    public double MacroArea => Areas.Where(area => !double.IsNaN(area)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Rows of a true class that were given a predicted one.</summary>
    public long Count(int label, int predicted) => Confusion[(label * Classes) + predicted];

    private double FOf(int label)
    {
        double right = 2.0 * Count(label, label);
        double all = Enumerable.Range(0, Classes).Sum(other => Count(label, other) + Count(other, label));
        return all == 0 ? 0 : right / all;
    }
}
