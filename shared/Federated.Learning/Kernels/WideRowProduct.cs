using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// One long row of C from a row-major B, such as the gradient of a linear model with many features: eight rows of B at a time are read front to back, each
/// element being one chain of fused multiply-adds in the order of the inner dimension.
/// </summary>
internal static unsafe class WideRowProduct
{
    public static bool Fits(in ProductArguments product) => product.Rows == 1 && product.BColumn == 1 && product.Columns >= 256 && product.Inner >= 8;

    public static void Run(in ProductArguments product)
    {
        int head = product.Inner % 8 == 0 ? 8 : product.Inner % 8;
        AddRows(product, 0, head, product.Accumulate, product.Bias, head == product.Inner);
        for (int step = head; step < product.Inner; step += 8)
            AddRows(product, step, 8, true, null, step + 8 == product.Inner);
    }

    private static void AddRows(in ProductArguments product, int step, int steps, bool accumulate, float* bias, bool last)
    {
        float* factors = stackalloc float[8];
        float** rows = stackalloc float*[8];
        for (int row = 0; row < 8; row++)
        {
            int used = step + Math.Min(row, steps - 1);
            factors[row] = product.A[used * product.AColumn];
            rows[row] = product.B + (used * product.BRow);
        }

        Vector512<float> a0 = Vector512.Create(factors[0]), a1 = Vector512.Create(factors[1]), a2 = Vector512.Create(factors[2]), a3 = Vector512.Create(factors[3]);
        Vector512<float> a4 = Vector512.Create(factors[4]), a5 = Vector512.Create(factors[5]), a6 = Vector512.Create(factors[6]), a7 = Vector512.Create(factors[7]);
        float* b0 = rows[0], b1 = rows[1], b2 = rows[2], b3 = rows[3], b4 = rows[4], b5 = rows[5], b6 = rows[6], b7 = rows[7];
        Vector512<float> floor = Vector512.Create(last ? product.Floor : float.NegativeInfinity);
        for (int column = 0; column < product.Columns; column += 16)
        {
            Vector512<float> mask = LaneMask.Of512(product.Columns - column);
            Vector512<float> sum = accumulate ? LaneMask.Load(product.C + column, mask) : Vector512<float>.Zero;
            if (bias != null)
                sum += LaneMask.Load(bias + column, mask);
            sum = Avx512F.FusedMultiplyAdd(a0, LaneMask.Load(b0 + column, mask), sum);
            if (steps > 1)
                sum = Avx512F.FusedMultiplyAdd(a1, LaneMask.Load(b1 + column, mask), sum);
            if (steps > 2)
                sum = Avx512F.FusedMultiplyAdd(a2, LaneMask.Load(b2 + column, mask), sum);
            if (steps > 3)
                sum = Avx512F.FusedMultiplyAdd(a3, LaneMask.Load(b3 + column, mask), sum);
            if (steps > 4)
                sum = Avx512F.FusedMultiplyAdd(a4, LaneMask.Load(b4 + column, mask), sum);
            if (steps > 5)
                sum = Avx512F.FusedMultiplyAdd(a5, LaneMask.Load(b5 + column, mask), sum);
            if (steps > 6)
                sum = Avx512F.FusedMultiplyAdd(a6, LaneMask.Load(b6 + column, mask), sum);
            if (steps > 7)
                sum = Avx512F.FusedMultiplyAdd(a7, LaneMask.Load(b7 + column, mask), sum);
            LaneMask.Store(product.C + column, mask, Avx512F.Max(floor, sum));
        }
    }
}
