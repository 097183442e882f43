namespace Federated.Computations.Experiments;

/// <summary>Gives the sums that an experiment needs, over a table that it may keep anywhere.</summary>
public interface IVariantSums
{
    /// <summary>Rows whose variant is known.</summary>
    long Rows { get; }

    /// <summary>Adds COUNT(*), Σ y and Σ y² by slice and variant: first of all rows, then of each group of each field. |y| is at most 1.</summary>
    /// <param name="options">Which variants and groups.</param>
    /// <param name="into">3 · slices · variants sums, zero at first.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(ExperimentOptions options, Span<double> into);
}
