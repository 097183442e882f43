namespace Federated.Learning.Explanations;

/// <summary>What a model loses without a feature.</summary>
/// <param name="Drop">Mean fall of the quality over the permutations; around 0 for a feature that the model does not need.</param>
/// <param name="StandardDeviation">Spread of the fall between permutations (divisor n − 1); 0 of one.</param>
public readonly record struct ImportanceEstimate(double Drop, double StandardDeviation)
{
    /// <summary>From the fall at each permutation, at least one.</summary>
    public static ImportanceEstimate Of(ReadOnlySpan<double> drops)
    {
        ArgumentOutOfRangeException.ThrowIfZero(drops.Length, nameof(drops));
        double mean = 0, squares = 0;
        foreach (double drop in drops)
            mean += drop / drops.Length;
        foreach (double drop in drops)
            squares += (drop - mean) * (drop - mean);
        return new ImportanceEstimate(mean, drops.Length == 1 ? 0 : Math.Sqrt(squares / (drops.Length - 1)));
    }
}
