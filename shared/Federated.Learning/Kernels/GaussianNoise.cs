using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Randomness;

namespace Federated.Learning.Kernels;

/// <summary>
/// Normal numbers in bulk: sixteen streams of xoshiro128++ (Blackman and Vigna 2021) seeded from the generator, and the transform of Box and Muller (1958) on vectors;
/// magnitudes reach 5.7 standard deviations. For initial weights, simulations, tests and benchmarks. It is predictable from the seed and its tails and rounding
/// are those of float32: never for noise that protects a released value.
/// </summary>
public static class GaussianNoise
{
    /// <summary>Writes independent normal values.</summary>
    /// <param name="target">Where; a longer target begins with the same values.</param>
    /// <param name="scale">Their standard deviation.</param>
    /// <param name="generator">Seeds the streams; it moves on by 32 draws.</param>
    /// <param name="add">Adds to what the target holds instead of replacing it.</param>
    public static void Fill(Span<float> target, float scale, SeededGenerator generator, bool add = false)
    {
        ArgumentNullException.ThrowIfNull(generator);
        Vector512<uint> s0 = Seed(generator), s1 = Seed(generator), s2 = Seed(generator), s3 = Seed(generator);
        Span<float> rest = stackalloc float[32];
        while (target.Length >= 32)
        {
            Pair(ref s0, ref s1, ref s2, ref s3, scale, out Vector512<float> first, out Vector512<float> second);
            Write(target, first, second, add);
            target = target[32..];
        }

        if (target.IsEmpty)
            return;
        Pair(ref s0, ref s1, ref s2, ref s3, scale, out Vector512<float> left, out Vector512<float> right);
        Write(rest, left, right, false);
        for (int index = 0; index < target.Length; index++)
            target[index] = add ? target[index] + rest[index] : rest[index];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Span<float> target, Vector512<float> first, Vector512<float> second, bool add)
    {
        if (add)
        {
            first += Vector512.Create<float>(target);
            second += Vector512.Create<float>(target[16..]);
        }

        first.CopyTo(target);
        second.CopyTo(target[16..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(ref Vector512<uint> s0, ref Vector512<uint> s1, ref Vector512<uint> s2, ref Vector512<uint> s3, float scale,
        out Vector512<float> first, out Vector512<float> second)
    {
        Vector512<uint> bits = Next(ref s0, ref s1, ref s2, ref s3), turn = Next(ref s0, ref s1, ref s2, ref s3);
        Vector512<float> uniform = (Vector512.ConvertToSingle((bits >>> 9).AsInt32()) + Vector512.Create(0.5f)) * (1f / (1 << 23));
        Vector512<float> radius = Vector512.Sqrt(VectorFunctions<Lanes512, Vector512<float>>.LogNormal(uniform, Vector512<float>.Zero) * -2f) * scale;

        // An angle within an eighth of a turn; three further bits swap sine and cosine and choose their signs, which covers the circle.
        Vector512<float> angle = Vector512.ConvertToSingle((turn & Vector512.Create(~7u)).AsInt32()) * (1f / (1L << 34));
        Vector512<float> square = angle * angle;
        Vector512<float> sine = Step(Step(Step(Vector512.Create(-75.4020678f), square, 81.5925535f), square, -41.3416626f), square, 6.28318529f) * angle;
        Vector512<float> cosine = Step(Step(Step(Step(Vector512.Create(59.2204071f), square, -85.4428521f), square, 64.9393162f), square, -19.7392087f), square, 1);
        Vector512<float> swap = Vector512.Equals(turn & Vector512<uint>.One, Vector512<uint>.One).AsSingle();
        Vector512<float> firstSign = ((turn & Vector512.Create(2u)) << 30).AsSingle(), secondSign = ((turn & Vector512.Create(4u)) << 29).AsSingle();
        first = (Vector512.ConditionalSelect(swap, sine, cosine) ^ firstSign) * radius;
        second = (Vector512.ConditionalSelect(swap, cosine, sine) ^ secondSign) * radius;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Step(Vector512<float> sum, Vector512<float> x, float coefficient)
        => Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(coefficient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Next(ref Vector512<uint> s0, ref Vector512<uint> s1, ref Vector512<uint> s2, ref Vector512<uint> s3)
    {
        Vector512<uint> sum = s0 + s3;
        Vector512<uint> result = ((sum << 7) | (sum >>> 25)) + s0;
        Vector512<uint> shifted = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = (s3 << 11) | (s3 >>> 21);
        return result;
    }

    private static Vector512<uint> Seed(SeededGenerator generator)
    {
        Vector512<ulong> state = default;
        for (int lane = 0; lane < 8; lane++)
            state = state.WithElement(lane, generator.NextBits());
        return state.AsUInt32();
    }
}
