namespace Federated.Learning.Trees;

/// <summary>Half the Poisson deviance, up to a constant, of the logarithm s of the mean: exp(s) − y·s; gradient exp(s) − y, hessian exp(s).</summary>
internal sealed class PoissonBoostingLoss() : BoostingLoss(1)
{
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        bool some = false;
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0)
                throw new ArgumentException($"Row {row} has label {labels[row]}; a Poisson regression needs labels of 0 and above.");
            some |= labels[row] > 0;
        }

        if (!some)
            throw new ArgumentException("Every label is 0: a Poisson regression has nothing to learn; give rows with a label above 0.");
    }

    public override double[] Baseline(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => [BaselineOf(WeightedMean(labels, weights))];

    /// <summary>The constant score of least loss from the mean label.</summary>
    public static double BaselineOf(double mean) => Math.Log(Math.Max(mean, 1e-30));

    public override (double Gradient, double Hessian) Largest(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double gradient = 0, hessian = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double mean = MeanOf(scores[row]);
            gradient = Math.Max(gradient, weights[row] * Math.Abs(mean - labels[row]));
            hessian = Math.Max(hessian, weights[row] * mean);
        }

        return (gradient, hessian);
    }

    public override void Differentiate(in ScoredRows rows, StatisticGrid gradientGrid, StatisticGrid hessianGrid, Span<GradientStatistic> statistics)
    {
        for (int row = rows.First; row < rows.End; row++)
        {
            double mean = MeanOf(rows.Scores[row]);
            statistics[row] = new GradientStatistic(
                gradientGrid.Round(rows.Weights[row] * (mean - rows.Labels[row])), hessianGrid.Round(rows.Weights[row] * mean));
        }
    }

    public override double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
            sum += weights[row] * (MeanOf(scores[row]) - (labels[row] * scores[row]));
        return sum / Sum(weights);
    }

    public override void Link(Span<double> scores) => scores[0] = MeanOf(scores[0]);

    private static double MeanOf(double score) => Math.Exp(score);
}
