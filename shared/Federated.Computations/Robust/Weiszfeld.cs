using System.Numerics.Tensors;

namespace Federated.Computations.Robust;

/// <summary>The geometric median of a few vectors in the clear, from their mean, by the smoothed iteration of Weiszfeld (1937).</summary>
internal static class Weiszfeld
{
    private const int MostSteps = 100_000;

    // Of the largest vector's length: far below what any use of the median can tell.
    private const double Smoothing = 1e-9;
    private const double Settled = 1e-13;

    public static double[] Median(IReadOnlyList<double[]> vectors)
    {
        double[] centre = new double[vectors[0].Length];
        foreach (double[] vector in vectors)
            TensorPrimitives.MultiplyAdd<double>(vector, 1.0 / vectors.Count, centre, centre);
        double size = vectors.Max(vector => TensorPrimitives.Norm<double>(vector));
        for (int step = 0; step < MostSteps && size > 0; step++)
        {
            double[] next = Next(vectors, centre, Smoothing * size);
            double moved = TensorPrimitives.Distance<double>(centre, next);
            centre = next;
            if (moved <= Settled * size)
                break;
        }

        return centre;
    }

    private static double[] Next(IReadOnlyList<double[]> vectors, double[] centre, double smoothing)
    {
        var next = new double[centre.Length];
        double weights = 0;
        foreach (double[] vector in vectors)
        {
            double weight = 1 / Math.Max(smoothing, TensorPrimitives.Distance<double>(vector, centre));
            TensorPrimitives.MultiplyAdd<double>(vector, weight, next, next);
            weights += weight;
        }

        TensorPrimitives.Divide(next, weights, next);
        return next;
    }
}
