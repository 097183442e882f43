using Federated.Learning.Losses;

namespace Federated.Learning.Factorization;

/// <summary>
/// One customer's taste with items fixed: stochastic gradient steps over groups of an item that the customer had and those drawn for it.
/// </summary>
internal readonly ref struct TasteFit(SampledFactorOptions options, ReadOnlySpan<float> factors, ReadOnlySpan<float> biases, ReadOnlySpan<float> centre)
{
    private readonly ReadOnlySpan<float> _factors = factors;
    private readonly ReadOnlySpan<float> _biases = biases;
    private readonly ReadOnlySpan<float> _centre = centre;

    private int Group => 1 + options.Negatives;

    /// <summary>Moves a taste by all samples, as often as the options say.</summary>
    public void Move(Span<float> taste, ReadOnlySpan<int> samples)
    {
        if (samples.IsEmpty)
            return;
        float rate = options.LearningRate, pull = rate * options.Penalty * Group / samples.Length;
        for (int pass = 0; pass < options.Passes; pass++)
        {
            for (int start = 0; start < samples.Length; start += Group)
            {
                if (options.Pairwise)
                    MoveByPairs(taste, samples.Slice(start, Group), rate);
                else
                    MoveByItems(taste, samples.Slice(start, Group), rate);
                for (int factor = 0; factor < taste.Length; factor++)
                    taste[factor] -= Math.Min(pull, 1) * (taste[factor] - _centre[factor]);
            }
        }

        float norm = TensorPrimitives.Norm(taste);
        if (norm > options.MostNorm)
            TensorPrimitives.Multiply(taste, options.MostNorm / norm, taste);
    }

    /// <summary>Writes the derivative of each sample's loss by its score.</summary>
    /// <returns>The loss of all samples, in nats.</returns>
    public double Slopes(ReadOnlySpan<float> taste, ReadOnlySpan<int> samples, Span<float> slopes)
    {
        double loss = 0;
        for (int start = 0; start < samples.Length; start += Group)
        {
            double had = ScoreOf(taste, samples[start]), total = 0;
            for (int sample = start + 1; sample < start + Group; sample++)
            {
                double other = ScoreOf(taste, samples[sample]);
                double logit = options.Pairwise ? other - had : other;
                double slope = Logistic.Sigmoid(logit);
                loss += Logistic.CrossEntropy(logit, 0);
                slopes[sample] = (float)slope;
                total -= slope;
            }

            if (!options.Pairwise)
            {
                total = Logistic.Sigmoid(had) - 1;
                loss += Logistic.CrossEntropy(had, 1);
            }

            slopes[start] = (float)total;
        }

        return loss;
    }

    private void MoveByItems(Span<float> taste, ReadOnlySpan<int> group, float rate)
    {
        for (int sample = 0; sample < group.Length; sample++)
        {
            int item = group[sample];
            float slope = (float)Logistic.Sigmoid(ScoreOf(taste, item)) - (sample == 0 ? 1 : 0);
            TensorPrimitives.MultiplyAdd(FactorsOf(item), -rate * slope, taste, taste);
        }
    }

    private void MoveByPairs(Span<float> taste, ReadOnlySpan<int> group, float rate)
    {
        int had = group[0];
        foreach (int other in group[1..])
        {
            float slope = (float)Logistic.Sigmoid(ScoreOf(taste, other) - ScoreOf(taste, had));
            TensorPrimitives.MultiplyAdd(FactorsOf(had), rate * slope, taste, taste);
            TensorPrimitives.MultiplyAdd(FactorsOf(other), -rate * slope, taste, taste);
        }
    }

    private float ScoreOf(ReadOnlySpan<float> taste, int item) => _biases[item] + TensorPrimitives.Dot(taste, FactorsOf(item));

    private ReadOnlySpan<float> FactorsOf(int item) => _factors.Slice(item * _centre.Length, _centre.Length);
}
