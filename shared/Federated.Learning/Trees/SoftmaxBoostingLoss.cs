namespace Federated.Learning.Trees;

/// <summary>Cross-entropy of one logit a class: gradient pₖ − [y = k], hessian pₖ(1 − pₖ) (Friedman, Hastie and Tibshirani 2000, §5).</summary>
internal sealed class SoftmaxBoostingLoss(int classes) : BoostingLoss(classes)
{
    public override void RequireLabels(ReadOnlySpan<float> labels) => ClassWeighting.RequireClasses(labels, Outputs);

    public override double[] Baseline(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var shares = new double[Outputs];
        for (int row = 0; row < labels.Length; row++)
            shares[(int)labels[row]] += weights[row];
        double all = Sum(weights);
        for (int output = 0; output < shares.Length; output++)
            shares[output] = BaselineOf(shares[output] / all);
        return shares;
    }

    /// <summary>The constant score of least loss from a class's share.</summary>
    public static double BaselineOf(double share) => Math.Log(Math.Max(share, 1e-12));

    public override (double Gradient, double Hessian) Largest(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double weight = Largest(weights);
        return (weight, weight / 4);
    }

    public override void Differentiate(in ScoredRows rows, StatisticGrid gradientGrid, StatisticGrid hessianGrid, Span<GradientStatistic> statistics)
    {
        Span<double> powers = stackalloc double[Exponential.Padded(Outputs)];
        for (int row = rows.First; row < rows.End; row++)
        {
            double sum = Powers(rows.Scores, rows.All, row, powers);
            double weight = rows.Weights[row];
            for (int output = 0; output < Outputs; output++)
            {
                double probability = powers[output] / sum;
                double excess = probability - (rows.Labels[row] == output ? 1 : 0);
                statistics[(output * rows.All) + row] = new GradientStatistic(
                    gradientGrid.Round(weight * excess), hessianGrid.Round(weight * probability * (1 - probability)));
            }
        }
    }

    public override double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Span<double> powers = stackalloc double[Exponential.Padded(Outputs)];
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double sum = Powers(scores, labels.Length, row, powers);
            loss -= weights[row] * Math.Log(Math.Max(powers[(int)labels[row]] / sum, 1e-300));
        }

        return loss / Sum(weights);
    }

    public override void Link(Span<double> scores)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double score in scores)
            largest = Math.Max(largest, score);
        foreach (ref double score in scores)
            sum += score = Math.Exp(score - largest);
        foreach (ref double score in scores)
            score /= sum;
    }

    // The largest power is 1, so the sum is at least 1.
    private double Powers(ReadOnlySpan<double> scores, int rows, int row, Span<double> powers)
    {
        double largest = double.NegativeInfinity;
        for (int output = 0; output < Outputs; output++)
            largest = Math.Max(largest, scores[(output * rows) + row]);
        for (int output = 0; output < Outputs; output++)
            powers[output] = scores[(output * rows) + row] - largest;
        powers[Outputs..].Clear();
        Exponential.InPlace(powers);
        double sum = 0;
        for (int output = 0; output < Outputs; output++)
            sum += powers[output];
        return sum;
    }
}
