namespace Federated.Learning.Trees;

/// <summary>Log loss of a logit s: gradient σ(s) − y, hessian σ(s)(1 − σ(s)) (Friedman 2001, §4.5).</summary>
internal sealed class LogisticBoostingLoss() : BoostingLoss(1)
{
    private const int Block = 512;

    public override void RequireLabels(ReadOnlySpan<float> labels) => ClassWeighting.RequireClasses(labels, 2);

    public override double[] Baseline(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => [BaselineOf(WeightedMean(labels, weights))];

    /// <summary>The constant score of least loss from the share of label 1.</summary>
    public static double BaselineOf(double share)
    {
        share = Math.Clamp(share, 1e-12, 1 - 1e-12);
        return Math.Log(share / (1 - share));
    }

    public override (double Gradient, double Hessian) Largest(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double weight = Largest(weights);
        return (weight, weight / 4);
    }

    public override void Differentiate(in ScoredRows rows, StatisticGrid gradientGrid, StatisticGrid hessianGrid, Span<GradientStatistic> statistics)
    {
        Span<double> buffer = stackalloc double[Block];
        for (int first = rows.First; first < rows.End; first += Block)
        {
            int count = Math.Min(Block, rows.End - first);
            Span<double> odds = buffer[..Exponential.Padded(count)];
            for (int index = 0; index < count; index++)
                odds[index] = -rows.Scores[first + index];
            odds[count..].Clear();
            Exponential.InPlace(odds);
            for (int index = 0; index < count; index++)
            {
                double probability = 1 / (1 + odds[index]);
                double weight = rows.Weights[first + index];
                statistics[first + index] = new GradientStatistic(
                    gradientGrid.Round(weight * (probability - rows.Labels[first + index])), hessianGrid.Round(weight * probability * (1 - probability)));
            }
        }
    }

    public override double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
            sum += weights[row] * (Math.Max(scores[row], 0) - (scores[row] * labels[row]) + Math.Log(1 + Math.Exp(-Math.Abs(scores[row]))));
        return sum / Sum(weights);
    }

    public override void Link(Span<double> scores) => scores[0] = 1 / (1 + Math.Exp(-scores[0]));
}
