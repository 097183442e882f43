using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// Copies a strip of an operand so that a register block reads it front to back: for each inner step the strip's values side by side, steps
/// <c>pitch</c> values apart. Each step writes whole vectors, of which the next step overwrites the surplus: the target needs <see cref="Surplus"/> values more.
/// </summary>
internal static unsafe class PackedPanel
{
    public const int Surplus = 32;

    /// <param name="source">First value of the strip.</param>
    /// <param name="across">Distance between neighbours of the strip in values.</param>
    /// <param name="along">Distance between inner steps in values; it or <paramref name="across"/> is 1.</param>
    /// <param name="width">Values of a step.</param>
    /// <param name="inner">Steps.</param>
    /// <param name="target">Where the steps are written.</param>
    /// <param name="pitch">Distance between steps in the target, at least the width.</param>
    public static void Write(float* source, nint across, nint along, int width, int inner, float* target, int pitch)
    {
        for (int lane = 0; lane < width; lane += 16)
        {
            int lanes = Math.Min(width - lane, 16);
            if (across == 1)
                Copy(source + lane, along, lanes, inner, target + lane, pitch);
            else
                Transpose(source + (lane * across), across, along, lanes, inner, target + lane, pitch);
        }
    }

    private static void Copy(float* source, nint along, int lanes, int inner, float* target, int pitch)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> mask = LaneMask.Of512(lanes);
            for (int step = 0; step < inner; step++, source += along, target += pitch)
                LaneMask.Load(source, mask).Store(target);
            return;
        }

        for (int step = 0; step < inner; step++, source += along, target += pitch)
        {
            for (int lane = 0; lane < lanes; lane++)
                target[lane] = source[lane];
        }
    }

    // Four steps at a time: quarter vectors of sixteen rows are gathered by loads into lanes, which leaves a 4 × 4 transpose within each lane.
    private static void Transpose(float* source, nint across, nint along, int lanes, int inner, float* target, int pitch)
    {
        int step = 0;
        if (Avx512F.IsSupported && along == 1)
        {
            float** rows = stackalloc float*[16];
            for (int lane = 0; lane < 16; lane++)
                rows[lane] = source + (Math.Min(lane, lanes - 1) * across);
            for (; step <= inner - 4; step += 4, target += 4 * pitch)
            {
                Vector512<float> first = Quarters(rows, 0, step), second = Quarters(rows, 1, step), third = Quarters(rows, 2, step), fourth = Quarters(rows, 3, step);
                Vector512<double> low = Avx512F.UnpackLow(first, second).AsDouble(), high = Avx512F.UnpackHigh(first, second).AsDouble();
                Vector512<double> otherLow = Avx512F.UnpackLow(third, fourth).AsDouble(), otherHigh = Avx512F.UnpackHigh(third, fourth).AsDouble();
                Avx512F.UnpackLow(low, otherLow).AsSingle().Store(target);
                Avx512F.UnpackHigh(low, otherLow).AsSingle().Store(target + pitch);
                Avx512F.UnpackLow(high, otherHigh).AsSingle().Store(target + (2 * pitch));
                Avx512F.UnpackHigh(high, otherHigh).AsSingle().Store(target + (3 * pitch));
            }
        }

        for (; step < inner; step++, target += pitch)
        {
            for (int lane = 0; lane < lanes; lane++)
                target[lane] = source[(lane * across) + (step * along)];
        }
    }

    private static Vector512<float> Quarters(float** rows, int row, int step)
        => Vector512.Create(
            Vector256.Create(Vector128.Load(rows[row] + step), Vector128.Load(rows[row + 4] + step)),
            Vector256.Create(Vector128.Load(rows[row + 8] + step), Vector128.Load(rows[row + 12] + step)));
}
