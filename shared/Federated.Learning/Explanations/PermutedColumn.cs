using Federated.Learning.Randomness;

namespace Federated.Learning.Explanations;

/// <summary>A table in which one column's values are dealt out anew among the rows.</summary>
public static class PermutedColumn
{
    /// <summary>The seed of one permutation of one column.</summary>
    public static ulong SeedOf(ulong seed, int column, int repeat) => SeededGenerator.Derive(SeededGenerator.Derive(seed, (ulong)column), (ulong)repeat);

    /// <summary>Writes the column's values in random order; other columns are left as they are.</summary>
    /// <param name="features">rows × columns, row-major.</param>
    /// <param name="columns">Features of a row.</param>
    /// <param name="column">Which to permute.</param>
    /// <param name="seed">Chooses the order.</param>
    /// <param name="into">As long as the features.</param>
    public static void Write(ReadOnlySpan<float> features, int columns, int column, ulong seed, Span<float> into)
    {
        var values = new float[features.Length / columns];
        for (int row = 0; row < values.Length; row++)
            values[row] = features[(row * columns) + column];
        new SeededGenerator(seed).Shuffle<float>(values);
        for (int row = 0; row < values.Length; row++)
            into[(row * columns) + column] = values[row];
    }

    /// <summary>Writes the column's own values.</summary>
    public static void Restore(ReadOnlySpan<float> features, int columns, int column, Span<float> into)
    {
        for (int index = column; index < features.Length; index += columns)
            into[index] = features[index];
    }
}
