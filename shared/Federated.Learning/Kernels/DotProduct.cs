using System.Numerics;
using System.Runtime.InteropServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Σ aᵢ·bᵢ in an order that depends on the length alone. <c>TensorPrimitives.Dot</c> groups its terms by the address of the first operand, so that equal runs of a program round differently.
/// </summary>
internal static class DotProduct
{
    public static float Of(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> wideLeft = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> wideRight = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> first = Vector<float>.Zero, second = Vector<float>.Zero;
        int index = 0;
        for (; index + 1 < wideLeft.Length; index += 2)
        {
            first += wideLeft[index] * wideRight[index];
            second += wideLeft[index + 1] * wideRight[index + 1];
        }

        if (index < wideLeft.Length)
            first += wideLeft[index] * wideRight[index];
        float sum = Vector.Sum(first + second);
        for (int rest = wideLeft.Length * Vector<float>.Count; rest < left.Length; rest++)
            sum += left[rest] * right[rest];
        return sum;
    }
}
