using System.Runtime.Intrinsics;

namespace Federated.Learning.Kernels;

/// <summary>
/// Sums whose order depends on the length alone: 4096 values at a time in four vectors of partial sums, folded by halves, the blocks added in double precision.
/// (<c>TensorPrimitives</c> groups its terms by the address of the first operand, so that equal runs of a program round differently.)
/// </summary>
internal static unsafe class Reduction
{
    private const int Block = 4096;

    /// <summary>Σ xᵢ.</summary>
    public static double Sum(ReadOnlySpan<float> values) => Run<PlainTerm>(values, values, Processor.Path);

    /// <summary>Σ xᵢ².</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values) => Run<ProductTerm>(values, values, Processor.Path);

    /// <summary>Σ xᵢ·yᵢ.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => Run<ProductTerm>(left, right, Processor.Path);

    /// <summary>The largest value: −∞ of none; NaN are passed over.</summary>
    public static float Max(ReadOnlySpan<float> values)
    {
        fixed (float* source = values)
        {
            return Processor.Path switch
            {
                VectorPath.Vector512 => Max<Lanes512, Vector512<float>>(source, values.Length),
                VectorPath.Vector256 => Max<Lanes256, Vector256<float>>(source, values.Length),
                _ => Max<Lanes1, float>(source, values.Length),
            };
        }
    }

    /// <summary>A sum of terms on chosen instructions.</summary>
    internal static double Run<TTerm>(ReadOnlySpan<float> left, ReadOnlySpan<float> right, VectorPath path)
        where TTerm : struct, ISumTerm
    {
        if (left.Length != right.Length)
            throw new ArgumentException($"A sum of products was given {left.Length} and {right.Length} values.", nameof(right));
        double sum = 0;
        fixed (float* first = left, second = right)
        {
            for (int start = 0; start < left.Length; start += Block)
            {
                int length = Math.Min(Block, left.Length - start);
                sum += path switch
                {
                    VectorPath.Vector512 => OfBlock<TTerm, Lanes512, Vector512<float>>(first + start, second + start, length),
                    VectorPath.Vector256 => OfBlock<TTerm, Lanes256, Vector256<float>>(first + start, second + start, length),
                    _ => OfBlock<TTerm, Lanes1, float>(first + start, second + start, length),
                };
            }
        }

        return sum;
    }

    private static float OfBlock<TTerm, TLanes, TVector>(float* left, float* right, int length)
        where TTerm : struct, ISumTerm
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector s0 = TLanes.Create(0), s1 = s0, s2 = s0, s3 = s0;
        int width = TLanes.Count, index = 0;
        for (; index <= length - (4 * width); index += 4 * width)
        {
            s0 = TTerm.Add<TLanes, TVector>(s0, TLanes.Load(left + index), TLanes.Load(right + index));
            s1 = TTerm.Add<TLanes, TVector>(s1, TLanes.Load(left + index + width), TLanes.Load(right + index + width));
            s2 = TTerm.Add<TLanes, TVector>(s2, TLanes.Load(left + index + (2 * width)), TLanes.Load(right + index + (2 * width)));
            s3 = TTerm.Add<TLanes, TVector>(s3, TLanes.Load(left + index + (3 * width)), TLanes.Load(right + index + (3 * width)));
        }

        for (; index <= length - width; index += width)
            s0 = TTerm.Add<TLanes, TVector>(s0, TLanes.Load(left + index), TLanes.Load(right + index));
        if (index < length)
            s1 = TTerm.Add<TLanes, TVector>(s1, TLanes.LoadFirst(left + index, length - index), TLanes.LoadFirst(right + index, length - index));
        float* lanes = stackalloc float[16];
        TLanes.Store(lanes, TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)));
        for (int half = width / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        }

        return lanes[0];
    }

    private static float Max<TLanes, TVector>(float* source, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector greatest = TLanes.Create(float.NegativeInfinity);
        int index = 0;
        for (; index <= length - TLanes.Count; index += TLanes.Count)
        {
            TVector values = TLanes.Load(source + index);
            greatest = TLanes.WhereBelow(greatest, values, values, greatest);
        }

        float* lanes = stackalloc float[16];
        TLanes.Store(lanes, greatest);
        float result = lanes[0];
        for (int lane = 1; lane < TLanes.Count; lane++)
            result = lanes[lane] > result ? lanes[lane] : result;
        for (; index < length; index++)
            result = source[index] > result ? source[index] : result;
        return result;
    }
}
