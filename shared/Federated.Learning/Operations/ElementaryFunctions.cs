using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>Functions of sixteen lanes that only activations need.</summary>
internal static class ElementaryFunctions
{
    private const float InverseRootOfTwoPi = 0.39894228f;

    /// <summary>eˣ − 1 for x ≤ 0, by its series above −1/2, where the difference would cancel.</summary>
    public static Vector512<float> ExpMinusOne(Vector512<float> x)
    {
        Vector512<float> sum = Vector512.Create(1f / 40320);
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 720));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum * x, x, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(-0.5f)), sum, VectorMath.Exp(x) - Vector512<float>.One);
    }

    /// <summary>The standard normal law's density.</summary>
    public static Vector512<float> NormalDensity(Vector512<float> x) => VectorMath.Exp(x * x * Vector512.Create(-0.5f)) * Vector512.Create(InverseRootOfTwoPi);
}
