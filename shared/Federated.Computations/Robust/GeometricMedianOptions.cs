namespace Federated.Computations.Robust;

/// <summary>Hyperparameters of <see cref="FederatedGeometricMedian{TState, TData}"/>; the same on every node.</summary>
public sealed record GeometricMedianOptions
{
    /// <summary>R: secure sums after the first, which gives the mean; 1 to 100. Default 3, as in the paper's experiments.</summary>
    public int Passes { get; init; } = 3;

    /// <summary>
    /// ν as a share of the bound c of a coordinate, above 0 to 1. Default 0.001. A vector nearer than ν counts as if it were ν away, so that no weight is beyond measure:
    /// a vector at the distance D counts D/ν times less than one at the centre. Below 10⁻⁶ quantisation is felt.
    /// </summary>
    public double Smoothing { get; init; } = 1e-3;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Passes is < 1 or > 100)
            faults.Add($"passes are {Passes}, must be 1 to 100");
        if (!(Smoothing > 0 && Smoothing <= 1))
            faults.Add($"smoothing is {Smoothing}, must be above 0 and at most 1");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the geometric median out of range: {string.Join("; ", faults)}.");
    }
}
