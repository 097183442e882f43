using System.Numerics.Tensors;

namespace Federated.Computations.Averaging;

/// <summary>Euclidean clipping.</summary>
internal static class VectorNorm
{
    /// <summary>Scales a vector whose norm is above the limit down to it; a shorter one is left as it is.</summary>
    public static void ScaleDownTo(double limit, Span<double> vector)
    {
        double norm = TensorPrimitives.Norm<double>(vector);
        if (norm > limit)
            TensorPrimitives.Multiply(vector, limit / norm, vector);
    }
}
