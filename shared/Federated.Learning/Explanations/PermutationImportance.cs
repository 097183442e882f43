using System.Collections.Immutable;

namespace Federated.Learning.Explanations;

/// <summary>
/// How much worse a model gets when a feature's values are dealt out anew among the rows, so that they tell nothing (Breiman 2001, §10; Fisher, Rudin and
/// Dominici 2019). Measured on rows that the model was not trained on; of features that say the same each looks less important than it is.
/// </summary>
public static class PermutationImportance
{
    /// <summary>Measures every feature.</summary>
    /// <param name="features">rows × columns, row-major; not changed.</param>
    /// <param name="columns">Features of a row.</param>
    /// <param name="score">The model.</param>
    /// <param name="quality">Quality of the scores of all rows, in order; more is better.</param>
    /// <param name="repeats">Permutations of each feature, 1 to 1,000. Default 5.</param>
    /// <param name="seed">Chooses them.</param>
    /// <exception cref="ArgumentException">Not whole rows.</exception>
    public static ImmutableArray<ImportanceEstimate> Of(
        ReadOnlyMemory<float> features, int columns, Scorer score, Func<float[], double> quality, int repeats = 5, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(quality);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(repeats, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (features.Length == 0 || features.Length % columns != 0)
            throw new ArgumentException($"{features.Length} feature values are not whole rows of {columns}.", nameof(features));
        double before = quality(score(features));
        var estimates = ImmutableArray.CreateBuilder<ImportanceEstimate>(columns);
        float[] permuted = features.ToArray();
        for (int column = 0; column < columns; column++)
        {
            var drops = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                PermutedColumn.Write(features.Span, columns, column, PermutedColumn.SeedOf(seed, column, repeat), permuted);
                drops[repeat] = before - quality(score(permuted));
            }

            PermutedColumn.Restore(features.Span, columns, column, permuted);
            estimates.Add(ImportanceEstimate.Of(drops));
        }

        return estimates.MoveToImmutable();
    }
}
