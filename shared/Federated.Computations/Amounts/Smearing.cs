namespace Federated.Computations.Amounts;

/// <summary>How a model of the logarithm errs, over all nodes' rows.</summary>
/// <param name="Rows">Rows behind it, at least 1.</param>
/// <param name="Factor">Mean of exp(e), above 0: exp(model) times this is the expected amount, whatever the errors' distribution (Duan 1983).</param>
/// <param name="Bias">Mean of e; 0 of an unpenalised fit on the same rows.</param>
/// <param name="Variance">Mean of e² less the square of the bias.</param>
public sealed record Smearing(long Rows, double Factor, double Bias, double Variance)
{
    /// <summary>An error of the logarithm counts at most as ±8, a factor of 2,981.</summary>
    public const double LargestError = 8;
}
