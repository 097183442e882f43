namespace Federated.Privacy.Noise;

/// <summary>
/// How much noise each node adds so that the sum has enough of it even when some nodes drop out and some collude: the colluders know what they added, so only
/// the others' shares count. Each adds variance σ²/(n_min − n_c).
/// </summary>
public sealed record NoiseShare
{
    /// <param name="variance">σ² that the sum must have for whoever knows the colluders' shares; above 0, to 1e30.</param>
    /// <param name="fewestNodes">n_min: the fewest contributions in a sum that counts, 1 to 10^6.</param>
    /// <param name="colluding">n_c: the most nodes that may collude, 0 to n_min − 1.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range.</exception>
    public NoiseShare(double variance, int fewestNodes, int colluding)
    {
        RequiredVariance = Bounds.Within(variance, double.Epsilon, 1e30, "variance");
        FewestNodes = (int)Bounds.Within(fewestNodes, 1, 1_000_000, "fewest nodes of a sum");
        Colluding = (int)Bounds.Within(colluding, 0, fewestNodes - 1, "number of colluding nodes");
    }

    /// <summary>σ².</summary>
    public double RequiredVariance { get; }

    /// <summary>n_min.</summary>
    public int FewestNodes { get; }

    /// <summary>n_c.</summary>
    public int Colluding { get; }

    /// <summary>Variance that one node adds.</summary>
    public double Variance => RequiredVariance / (FewestNodes - Colluding);

    /// <summary>Variance of a sum of <paramref name="contributions"/>, to somebody who knows no share.</summary>
    /// <exception cref="PrivacyParameterException">There are fewer than n_min: such a sum is not to be made.</exception>
    public double VarianceOfSum(int contributions) => Variance * Enough(contributions);

    /// <summary>Variance that is left to somebody who knows the shares of <paramref name="known"/> of the contributions; never below σ² for up to n_c.</summary>
    /// <exception cref="PrivacyParameterException">There are fewer contributions than n_min, or fewer than are known.</exception>
    public double VarianceAgainst(int contributions, int known) => Variance * (Enough(contributions) - Bounds.Within(known, 0, contributions, "number of known shares"));

    /// <summary>Variance of the sum over σ²: what is paid in accuracy for dropouts and colluders that did not happen. 1 is nothing.</summary>
    /// <exception cref="PrivacyParameterException">There are fewer contributions than n_min.</exception>
    public double Excess(int contributions) => Enough(contributions) / (double)(FewestNodes - Colluding);

    private int Enough(int contributions) => (int)Bounds.Within(contributions, FewestNodes, 1_000_000, "number of contributions");
}
