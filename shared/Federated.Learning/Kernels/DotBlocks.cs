using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// A product of few columns (or few rows) whose operands both run along the inner dimension: every element is a dot product, summed lane by lane, and sixteen
/// of them are folded together. Nothing is packed. The order of a sum depends on the inner size alone.
/// </summary>
internal static unsafe class DotBlocks
{
    /// <summary>Whether the product is of this kind.</summary>
    public static bool Fits(in ProductArguments product)
        => product.AColumn == 1 && product.BRow == 1 && product.Inner >= 16 && (product.Columns <= 4 || product.Rows <= 4);

    public static void Run(in ProductArguments product)
    {
        if (product.Columns <= product.Rows)
        {
            Run(product.A, product.ARow, product.Rows, product.B, product.BColumn, product.Columns, product, product.CRow, 1);
        }
        else
        {
            Run(product.B, product.BColumn, product.Columns, product.A, product.ARow, product.Rows, product, 1, product.CRow);
        }
    }

    // "Tall" has many lines, "flat" has few; C is reached from both by strides.
    private static void Run(float* tall, nint tallStride, int tallCount, float* flat, nint flatStride, int flatCount, in ProductArguments product, nint tallStep, nint flatStep)
    {
        float* sums = stackalloc float[16];
        for (int second = 0; second < flatCount;)
        {
            int wide = flatCount - second >= 3 ? Math.Min(4, flatCount - second) : 1;
            int height = wide == 1 ? 16 : 4;
            for (int first = 0; first < tallCount; first += height)
            {
                int count = Math.Min(height, tallCount - first);
                float* lines = tall + (first * tallStride), line = flat + (second * flatStride);
                if (wide == 1)
                    SixteenByOne(lines, tallStride, count, line, product.Inner, sums);
                else
                    FourByFour(lines, tallStride, count, line, flatStride, wide, product.Inner, sums);
                for (int column = 0; column < wide; column++)
                {
                    for (int row = 0; row < count; row++)
                        Write(product, ((first + row) * tallStep) + ((second + column) * flatStep), sums[wide == 1 ? row : (row * 4) + column]);
                }
            }

            second += wide;
        }
    }

    private static void Write(in ProductArguments product, nint offset, float sum)
    {
        float* target = product.C + offset;
        if (product.Accumulate)
            sum += *target;
        if (product.Bias != null)
            sum += product.Bias[product.Rows == 1 ? offset : offset % product.CRow];
        *target = product.Activation == Activation.Relu && sum < 0 ? 0 : sum;
    }

    private static void SixteenByOne(float* lines, nint stride, int count, float* line, int inner, float* sums)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        Vector512<float> s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        nint step = count == 16 ? stride : 0;
        if (count < 16)
        {
            for (int row = 0; row < count; row++)
                sums[row] = One(lines + (row * stride), line, inner);
            return;
        }

        float* p0 = lines, p3 = p0 + (3 * step), p6 = p3 + (3 * step), p9 = p6 + (3 * step), p12 = p9 + (3 * step), p15 = p12 + (3 * step);
        for (int rest = inner; rest > 0; rest -= 16)
        {
            Vector512<float> mask = LaneMask.Of512(rest);
            Vector512<float> x = LaneMask.Load(line, mask);
            s0 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p0, mask), s0);
            s1 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p0 + step, mask), s1);
            s2 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p0 + (2 * step), mask), s2);
            s3 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p3, mask), s3);
            s4 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p3 + step, mask), s4);
            s5 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p3 + (2 * step), mask), s5);
            s6 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p6, mask), s6);
            s7 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p6 + step, mask), s7);
            s8 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p6 + (2 * step), mask), s8);
            s9 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p9, mask), s9);
            s10 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p9 + step, mask), s10);
            s11 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p9 + (2 * step), mask), s11);
            s12 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p12, mask), s12);
            s13 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p12 + step, mask), s13);
            s14 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p12 + (2 * step), mask), s14);
            s15 = Avx512F.FusedMultiplyAdd(x, LaneMask.Load(p15, mask), s15);
            line += 16;
            p0 += 16;
            p3 += 16;
            p6 += 16;
            p9 += 16;
            p12 += 16;
            p15 += 16;
        }

        Quarter(Four(s0, s1, s2, s3), Four(s4, s5, s6, s7), Four(s8, s9, s10, s11), Four(s12, s13, s14, s15)).Store(sums);
    }

    private static float One(float* left, float* right, int inner)
    {
        Vector512<float> sum = default;
        for (int done = 0; done < inner; done += 16)
        {
            Vector512<float> mask = LaneMask.Of512(inner - done);
            sum = Avx512F.FusedMultiplyAdd(LaneMask.Load(right + done, mask), LaneMask.Load(left + done, mask), sum);
        }

        return Quarter(Four(sum, sum, sum, sum), default, default, default).ToScalar();
    }

    private static void FourByFour(float* rows, nint rowStride, int rowCount, float* columns, nint columnStride, int columnCount, int inner, float* sums)
    {
        float* a0 = rows, a1 = rows + (Math.Min(1, rowCount - 1) * rowStride), a2 = rows + (Math.Min(2, rowCount - 1) * rowStride), a3 = rows + (Math.Min(3, rowCount - 1) * rowStride);
        float* b0 = columns, b1 = columns + columnStride, b2 = b1 + columnStride, b3 = columnCount > 3 ? b2 + columnStride : b2;
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        Vector512<float> s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        for (int done = 0; done < inner; done += 16)
        {
            Vector512<float> mask = LaneMask.Of512(inner - done);
            Vector512<float> y0 = LaneMask.Load(b0 + done, mask), y1 = LaneMask.Load(b1 + done, mask);
            Vector512<float> y2 = LaneMask.Load(b2 + done, mask), y3 = LaneMask.Load(b3 + done, mask);
            Vector512<float> x = LaneMask.Load(a0 + done, mask);
            s0 = Avx512F.FusedMultiplyAdd(y0, x, s0);
            s1 = Avx512F.FusedMultiplyAdd(y1, x, s1);
            s2 = Avx512F.FusedMultiplyAdd(y2, x, s2);
            s3 = Avx512F.FusedMultiplyAdd(y3, x, s3);
            x = LaneMask.Load(a1 + done, mask);
            s4 = Avx512F.FusedMultiplyAdd(y0, x, s4);
            s5 = Avx512F.FusedMultiplyAdd(y1, x, s5);
            s6 = Avx512F.FusedMultiplyAdd(y2, x, s6);
            s7 = Avx512F.FusedMultiplyAdd(y3, x, s7);
            x = LaneMask.Load(a2 + done, mask);
            s8 = Avx512F.FusedMultiplyAdd(y0, x, s8);
            s9 = Avx512F.FusedMultiplyAdd(y1, x, s9);
            s10 = Avx512F.FusedMultiplyAdd(y2, x, s10);
            s11 = Avx512F.FusedMultiplyAdd(y3, x, s11);
            x = LaneMask.Load(a3 + done, mask);
            s12 = Avx512F.FusedMultiplyAdd(y0, x, s12);
            s13 = Avx512F.FusedMultiplyAdd(y1, x, s13);
            s14 = Avx512F.FusedMultiplyAdd(y2, x, s14);
            s15 = Avx512F.FusedMultiplyAdd(y3, x, s15);
        }

        Quarter(Four(s0, s1, s2, s3), Four(s4, s5, s6, s7), Four(s8, s9, s10, s11), Four(s12, s13, s14, s15)).Store(sums);
    }

    /// <summary>In each quarter of the vector: the sums of that quarter of the four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Four(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth)
    {
        Vector512<double> low = (Avx512F.UnpackLow(first, second) + Avx512F.UnpackHigh(first, second)).AsDouble();
        Vector512<double> high = (Avx512F.UnpackLow(third, fourth) + Avx512F.UnpackHigh(third, fourth)).AsDouble();
        return Avx512F.UnpackLow(low, high).AsSingle() + Avx512F.UnpackHigh(low, high).AsSingle();
    }

    /// <summary>The sums over the quarters of each of the four, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarter(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth)
    {
        Vector512<float> low = Avx512F.Shuffle4x128(first, second, 0x44) + Avx512F.Shuffle4x128(first, second, 0xEE);
        Vector512<float> high = Avx512F.Shuffle4x128(third, fourth, 0x44) + Avx512F.Shuffle4x128(third, fourth, 0xEE);
        return Avx512F.Shuffle4x128(low, high, 0x88) + Avx512F.Shuffle4x128(low, high, 0xDD);
    }
}
