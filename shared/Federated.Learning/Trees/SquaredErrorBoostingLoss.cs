namespace Federated.Learning.Trees;

/// <summary>Half the squared error: gradient s − y, hessian 1.</summary>
internal sealed class SquaredErrorBoostingLoss() : BoostingLoss(1)
{
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
    }

    public override double[] Baseline(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => [WeightedMean(labels, weights)];

    public override (double Gradient, double Hessian) Largest(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double gradient = 0, hessian = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            gradient = Math.Max(gradient, weights[row] * Math.Abs(scores[row] - labels[row]));
            hessian = Math.Max(hessian, weights[row]);
        }

        return (gradient, hessian);
    }

    public override void Differentiate(in ScoredRows rows, StatisticGrid gradientGrid, StatisticGrid hessianGrid, Span<GradientStatistic> statistics)
    {
        for (int row = rows.First; row < rows.End; row++)
        {
            statistics[row] = new GradientStatistic(
                gradientGrid.Round(rows.Weights[row] * (rows.Scores[row] - rows.Labels[row])), hessianGrid.Round(rows.Weights[row]));
        }
    }

    public override double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
            sum += weights[row] * (scores[row] - labels[row]) * (scores[row] - labels[row]) / 2;
        return sum / Sum(weights);
    }

    public override void Link(Span<double> scores)
    {
    }
}
