using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Conformance.Tests.Averaging;

/// <summary>
/// Synthetic(α, β) of Li et al. 2020, section 5.1: device k labels x by argmax(Wₖ·x + bₖ), with Wₖ, bₖ ~ N(uₖ, 1), uₖ ~ N(0, α); its x ~ N(vₖ, Σ),
/// Σⱼⱼ = j^−1.2, with vₖ ~ N(Bₖ, 1), Bₖ ~ N(0, β). 60 features, 10 classes; sizes int(LogNormal(4, 2)) + 50, here cut off so that the test stays short.
/// </summary>
internal sealed class SyntheticDevices(ulong seed, double alpha, double beta, int mostRows)
{
    public const int Features = 60;
    public const int Classes = 10;
    private readonly SeededGenerator _generator = new(seed);

    public LabelledRows Next()
    {
        double u = Normal() * Math.Sqrt(alpha), centre = Normal() * Math.Sqrt(beta);
        double[] weights = [.. Enumerable.Range(0, Classes * Features).Select(_ => u + Normal())], offsets = [.. Enumerable.Range(0, Classes).Select(_ => u + Normal())];
        double[] means = [.. Enumerable.Range(0, Features).Select(_ => centre + Normal())];
        int rows = (int)Math.Min(mostRows, Math.Floor(Math.Exp(4 + (2 * Normal()))) + 50);
        float[] features = new float[rows * Features], labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = features.AsSpan(row * Features, Features);
            for (int column = 0; column < Features; column++)
                x[column] = (float)(means[column] + (Normal() * Math.Pow(column + 1, -0.6)));
            labels[row] = Label(weights, offsets, x);
        }

        return new LabelledRows(features, Features, labels);
    }

    private static int Label(double[] weights, double[] offsets, ReadOnlySpan<float> x)
    {
        int best = 0;
        double highest = double.NegativeInfinity;
        for (int label = 0; label < Classes; label++)
        {
            double score = offsets[label];
            for (int column = 0; column < Features; column++)
                score += weights[(label * Features) + column] * x[column];
            if (score > highest)
                (best, highest) = (label, score);
        }

        return best;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _generator.NextDouble())) * Math.Cos(2 * Math.PI * _generator.NextDouble());
}
