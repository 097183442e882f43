using Federated.Learning.Randomness;

namespace Federated.Computations.KMeans;

/// <summary>
/// About half of a table's rows, chosen by arithmetic that a database can do as well: row i, counted from 0 in the order of the table's key, is taken when
/// (i · multiplier + offset) mod (2³¹ − 1) is below 2³⁰.
/// </summary>
/// <param name="Multiplier">1 to 2³¹ − 2.</param>
/// <param name="Offset">0 to 2³¹ − 2.</param>
public readonly record struct RowSample(long Multiplier, long Offset)
{
    /// <summary>2³¹ − 1, a prime.</summary>
    public const long Modulus = int.MaxValue;

    /// <summary>2³⁰: residues below it are taken.</summary>
    public const long Threshold = 1L << 30;

    /// <summary>A sample that hangs on the generator alone.</summary>
    public static RowSample Draw(SeededGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new RowSample(1 + generator.NextBelow((int)Modulus - 1), generator.NextBelow((int)Modulus));
    }

    /// <summary>Whether the row of that number is taken.</summary>
    public bool Takes(long row) => ((row % Modulus * Multiplier) + Offset) % Modulus < Threshold;
}
