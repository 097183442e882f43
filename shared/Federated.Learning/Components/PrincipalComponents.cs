using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Components;

/// <summary>
/// Principal components (Pearson 1901): the orthogonal directions in which rows vary most, the eigenvectors of their covariance matrix, or of their correlation matrix when every
/// column is to count alike. Immutable.
/// </summary>
public sealed class PrincipalComponents
{
    private readonly SymmetricEigen _eigen;

    private PrincipalComponents(SymmetricEigen eigen)
    {
        _eigen = eigen;
        Variances = [.. eigen.Values.ToArray().Select(value => Math.Max(value, 0))];
        TotalVariance = Variances.Sum();
    }

    /// <summary>Variance along each component, largest first, one a column; none is below 0, as those of pairs from different rows could be.</summary>
    public ImmutableArray<double> Variances { get; }

    /// <summary>Variance along all components together.</summary>
    public double TotalVariance { get; }

    /// <summary>The unit direction of a component, one value a column; its value of largest magnitude is positive.</summary>
    public ReadOnlySpan<double> Direction(int component) => _eigen.Vector(component);

    /// <summary>Finds all components.</summary>
    /// <param name="covariance">columns × columns, row-major, finite; only the lower triangle is read.</param>
    /// <param name="columns">1 to 2,000.</param>
    /// <exception cref="ArgumentException">The length is not columns², or a value is not finite.</exception>
    public static PrincipalComponents Of(ReadOnlySpan<double> covariance, int columns) => new(SymmetricEigen.Of(covariance, columns));
}
