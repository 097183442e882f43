using System.Collections.Immutable;

namespace Federated.Computations.Amounts;

/// <summary>How well amounts were predicted on the held-out rows of all nodes, in the unit of money.</summary>
/// <param name="Rows">Held-out rows of all nodes.</param>
/// <param name="RootMeanSquaredError">√ of the mean of e².</param>
/// <param name="MeanAbsoluteError">Mean of |e|.</param>
/// <param name="MeanPredicted">Mean prediction.</param>
/// <param name="MeanActual">Mean amount.</param>
/// <param name="Gini">1 − 2·(area under the Lorenz curve of amounts by rising prediction): 0 of a blind order; NaN when all amounts are 0.</param>
/// <param name="ShareOfGini"><paramref name="Gini"/> over that of the amounts' own order: 1 of a perfect one.</param>
/// <param name="Tenths">The rows by prediction, highest first; empty when a tenth would be fewer than the floor.</param>
public sealed record AmountQuality(
    long Rows, double RootMeanSquaredError, double MeanAbsoluteError, double MeanPredicted, double MeanActual, double Gini, double ShareOfGini, ImmutableArray<AmountTenth> Tenths);
