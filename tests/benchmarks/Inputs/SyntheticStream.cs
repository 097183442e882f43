namespace Federated.Benchmarks.Inputs;

/// <summary>
/// Inputs that two programs can make alike: SplitMix64 (Steele, Lea and Flood 2014) started at state seed·2³², whose outputs become doubles by their
/// top 53 bits. Every tensor is row-major and is filled in its order.
/// </summary>
internal static class SyntheticStream
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>Element <paramref name="index"/> of the stream of a seed, in [0, 1).</summary>
    public static double At(int seed, long index)
    {
        ulong mixed = unchecked(((ulong)seed << 32) + ((ulong)(index + 1) * Increment));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Float32 values in [−1, 1), rounded from double.</summary>
    public static float[] Uniform(int seed, int count)
    {
        var values = new float[count];
        for (int index = 0; index < count; index++)
            values[index] = (float)((At(seed, index) * 2) - 1);
        return values;
    }

    /// <summary>Whole numbers from 0 to <paramref name="bound"/>−1.</summary>
    public static int[] Integers(int seed, int bound, int count)
    {
        var values = new int[count];
        for (int index = 0; index < count; index++)
            values[index] = (int)Math.Floor(At(seed, index) * bound);
        return values;
    }

    /// <summary>1 for the rows on the positive side of a random direction, else 0: learnable, and about as many of each.</summary>
    /// <param name="seed">Stream of the direction.</param>
    /// <param name="rows">rows × columns, row-major.</param>
    /// <param name="columns">Length of the direction.</param>
    public static float[] Labels(int seed, ReadOnlySpan<float> rows, int columns)
    {
        float[] direction = Uniform(seed, columns);
        var labels = new float[rows.Length / columns];
        for (int row = 0; row < labels.Length; row++)
        {
            double side = 0;
            for (int column = 0; column < columns; column++)
                side += (double)rows[(row * columns) + column] * direction[column];
            labels[row] = side > 0 ? 1 : 0;
        }

        return labels;
    }
}
