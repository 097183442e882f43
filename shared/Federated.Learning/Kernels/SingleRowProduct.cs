using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// One row of C from a row-major B: Σ aₖ·Bₖ over the rows of B. Steps of the inner dimension are dealt to four chains of sums (step mod 4), so that no addition
/// waits for the one before; the order depends on the inner size alone.
/// </summary>
internal static unsafe class SingleRowProduct
{
    public static bool Fits(in ProductArguments product) => product.Rows == 1 && product.BColumn == 1 && product.Inner >= 4;

    public static void Run(in ProductArguments product)
    {
        Vector512<float> floor = Vector512.Create(product.Floor);
        for (int column = 0; column < product.Columns; column += 64)
        {
            int columns = Math.Min(64, product.Columns - column);
            Vector512<float> m0 = LaneMask.Of512(columns), m1 = LaneMask.Of512(columns - 16);
            Vector512<float> m2 = LaneMask.Of512(columns - 32), m3 = LaneMask.Of512(columns - 48);
            float* c = product.C + column, b = product.B + column, a = product.A;
            if (columns > 32)
            {
                Vector512<float> s0 = Start(product, column, m0), s1 = Start(product, column + 16, m1), s2 = Start(product, column + 32, m2), s3 = Start(product, column + 48, m3);
                Vector512<float> t0 = default, t1 = default, t2 = default, t3 = default;
                Vector512<float> u0 = default, u1 = default, u2 = default, u3 = default;
                Vector512<float> v0 = default, v1 = default, v2 = default, v3 = default;
                int step = 0;
                for (; step <= product.Inner - 4; step += 4)
                {
                    Add(a, b, m0, m1, m2, m3, ref s0, ref s1, ref s2, ref s3);
                    Add(a + product.AColumn, b + product.BRow, m0, m1, m2, m3, ref t0, ref t1, ref t2, ref t3);
                    Add(a + (2 * product.AColumn), b + (2 * product.BRow), m0, m1, m2, m3, ref u0, ref u1, ref u2, ref u3);
                    Add(a + (3 * product.AColumn), b + (3 * product.BRow), m0, m1, m2, m3, ref v0, ref v1, ref v2, ref v3);
                    a += 4 * product.AColumn;
                    b += 4 * product.BRow;
                }

                for (; step < product.Inner; step++, a += product.AColumn, b += product.BRow)
                    Add(a, b, m0, m1, m2, m3, ref s0, ref s1, ref s2, ref s3);
                LaneMask.Store(c, m0, Avx512F.Max(floor, s0 + t0 + (u0 + v0)));
                LaneMask.Store(c + 16, m1, Avx512F.Max(floor, s1 + t1 + (u1 + v1)));
                LaneMask.Store(c + 32, m2, Avx512F.Max(floor, s2 + t2 + (u2 + v2)));
                LaneMask.Store(c + 48, m3, Avx512F.Max(floor, s3 + t3 + (u3 + v3)));
            }
            else
            {
                Narrow(product, column, m0, m1, floor);
            }
        }
    }

    private static void Narrow(in ProductArguments product, int column, Vector512<float> m0, Vector512<float> m1, Vector512<float> floor)
    {
        float* c = product.C + column, b = product.B + column, a = product.A;
        Vector512<float> s0 = Start(product, column, m0), s1 = Start(product, column + 16, m1);
        Vector512<float> t0 = default, t1 = default, u0 = default, u1 = default, v0 = default, v1 = default;
        int step = 0;
        for (; step <= product.Inner - 4; step += 4)
        {
            Add(a, b, m0, m1, ref s0, ref s1);
            Add(a + product.AColumn, b + product.BRow, m0, m1, ref t0, ref t1);
            Add(a + (2 * product.AColumn), b + (2 * product.BRow), m0, m1, ref u0, ref u1);
            Add(a + (3 * product.AColumn), b + (3 * product.BRow), m0, m1, ref v0, ref v1);
            a += 4 * product.AColumn;
            b += 4 * product.BRow;
        }

        for (; step < product.Inner; step++, a += product.AColumn, b += product.BRow)
            Add(a, b, m0, m1, ref s0, ref s1);
        LaneMask.Store(c, m0, Avx512F.Max(floor, s0 + t0 + (u0 + v0)));
        LaneMask.Store(c + 16, m1, Avx512F.Max(floor, s1 + t1 + (u1 + v1)));
    }

    private static Vector512<float> Start(in ProductArguments product, int column, Vector512<float> mask)
    {
        Vector512<float> sum = product.Accumulate ? LaneMask.Load(product.C + column, mask) : default;
        return product.Bias == null ? sum : sum + LaneMask.Load(product.Bias + column, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* a, float* b, Vector512<float> m0, Vector512<float> m1, ref Vector512<float> s0, ref Vector512<float> s1)
    {
        Vector512<float> left = Vector512.Create(*a);
        s0 = Avx512F.FusedMultiplyAdd(left, LaneMask.Load(b, m0), s0);
        s1 = Avx512F.FusedMultiplyAdd(left, LaneMask.Load(b + 16, m1), s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* a, float* b, Vector512<float> m0, Vector512<float> m1, Vector512<float> m2, Vector512<float> m3,
        ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2, ref Vector512<float> s3)
    {
        Add(a, b, m0, m1, ref s0, ref s1);
        Add(a, b + 32, m2, m3, ref s2, ref s3);
    }
}
