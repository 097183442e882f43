namespace Federated.Learning.Trees;

/// <summary>Half the squared error of one score a class against 1 for the row's class and 0 for the others: what the leaves of a forest minimise.</summary>
internal sealed class ClassShareBoostingLoss(int classes) : BoostingLoss(classes)
{
    public override void RequireLabels(ReadOnlySpan<float> labels) => ClassWeighting.RequireClasses(labels, Outputs);

    public override double[] Baseline(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => new double[Outputs];

    public override (double Gradient, double Hessian) Largest(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => (1, 1);

    public override void Differentiate(in ScoredRows rows, StatisticGrid gradientGrid, StatisticGrid hessianGrid, Span<GradientStatistic> statistics)
    {
        for (int row = rows.First; row < rows.End; row++)
        {
            for (int output = 0; output < Outputs; output++)
            {
                int index = (output * rows.All) + row;
                double excess = rows.Scores[index] - (rows.Labels[row] == output ? 1 : 0);
                statistics[index] = new GradientStatistic(gradientGrid.Round(rows.Weights[row] * excess), hessianGrid.Round(rows.Weights[row]));
            }
        }
    }

    public override double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int index = 0; index < scores.Length; index++)
        {
            double excess = scores[index] - (labels[index % labels.Length] == index / labels.Length ? 1 : 0);
            sum += weights[index % labels.Length] * excess * excess / 2;
        }

        return sum / Sum(weights);
    }

    public override void Link(Span<double> scores)
    {
    }
}
