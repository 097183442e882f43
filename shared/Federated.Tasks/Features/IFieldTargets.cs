using System.Collections.Immutable;

namespace Federated.Tasks.Features;

/// <summary>Joint mean labels of the values of categories.</summary>
public interface IFieldTargets
{
    /// <summary>For each value of a category the mean label of its rows, mixed with <paramref name="smoothing"/> rows' worth of the mean of all rows, and standardised over the rows.</summary>
    /// <param name="field">A category with target encoding.</param>
    /// <param name="smoothing">0 or more.</param>
    /// <returns>By value, in the contract's order; and for missing or undeclared values.</returns>
    (ImmutableArray<double> ByValue, double Unknown) Of(string field, double smoothing);
}
