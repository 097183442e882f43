namespace Federated.Learning.Trees;

/// <summary>
/// A loss of raw scores with its first two derivatives. Scores are output × row. Every value of a row depends on that row alone, not on its place in a
/// vector, so that rows may be cut into parts anywhere.
/// </summary>
internal abstract class BoostingLoss(int outputs)
{
    /// <summary>Raw scores of a row.</summary>
    public int Outputs { get; } = outputs;

    public static BoostingLoss Of(BoostingObjective objective, int classes) => objective switch
    {
        BoostingObjective.Logistic => new LogisticBoostingLoss(),
        BoostingObjective.Softmax => new SoftmaxBoostingLoss(classes),
        BoostingObjective.SquaredError => new SquaredErrorBoostingLoss(),
        BoostingObjective.Poisson => new PoissonBoostingLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(objective), objective, "The objective is not known."),
    };

    /// <summary>Requires labels that the loss is defined for.</summary>
    public abstract void RequireLabels(ReadOnlySpan<float> labels);

    /// <summary>The constant scores with the least loss, one for each output.</summary>
    public abstract double[] Baseline(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>Bounds of the sizes of gradients and hessians.</summary>
    public abstract (double Gradient, double Hessian) Largest(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>Writes gradients and hessians of some rows.</summary>
    /// <param name="rows">The rows: scores, labels and weights of all, and which of them.</param>
    /// <param name="gradientGrid">What gradients are rounded to.</param>
    /// <param name="hessianGrid">What hessians are rounded to.</param>
    /// <param name="statistics">outputs × all rows.</param>
    public abstract void Differentiate(in ScoredRows rows, StatisticGrid gradientGrid, StatisticGrid hessianGrid, Span<GradientStatistic> statistics);

    /// <summary>Weighted mean of the loss.</summary>
    public abstract double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>Turns a row's raw scores into its prediction: probabilities or a value.</summary>
    public abstract void Link(Span<double> scores);

    protected static double Largest(ReadOnlySpan<float> values)
    {
        double largest = 0;
        foreach (float value in values)
            largest = Math.Max(largest, Math.Abs((double)value));
        return largest;
    }

    protected static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum;
    }

    protected static double WeightedMean(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int row = 0; row < values.Length; row++)
            sum += (double)weights[row] * values[row];
        return sum / Sum(weights);
    }
}
