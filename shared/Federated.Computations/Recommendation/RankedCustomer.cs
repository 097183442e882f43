using System.Collections.Immutable;

namespace Federated.Computations.Recommendation;

/// <summary>One customer of whom an item was held out.</summary>
/// <param name="Models">One for each model of the request.</param>
/// <param name="Shown">The list of the first model.</param>
public sealed record RankedCustomer(ImmutableArray<RankedModel> Models, ImmutableArray<int> Shown);
