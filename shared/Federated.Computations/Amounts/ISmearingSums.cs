using Federated.Learning.Linear;

namespace Federated.Computations.Amounts;

/// <summary>A node's amounts, seen only through sums of how a model of their logarithms errs: COUNT, SUM(EXP(e)), SUM(e), SUM(e·e) with e = ln(amount) − model.</summary>
public interface ISmearingSums
{
    /// <summary>Adds number of rows, Σ exp(e), Σ e and Σ e², each e taken within ±<see cref="Smearing.LargestError"/>.</summary>
    /// <param name="model">Gives the logarithm of an amount.</param>
    /// <param name="into">Four values, added to.</param>
    /// <exception cref="ContributionException">The rows cannot be used; the message says why.</exception>
    void Add(LinearModel model, Span<double> into);
}
