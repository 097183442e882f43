using System.Collections.Immutable;

namespace Federated.Tasks.Recommend;

/// <summary>What one customer had, as a recommender sees it. It stays on the node.</summary>
/// <param name="Key">The salted hash of the customer's id; equal keys are one customer.</param>
/// <param name="Items">Places in the vocabulary, each once, the latest last; at most the option <c>most_items</c>. Empty for a customer of whom nothing in common is known.</param>
/// <param name="Row">The customer's first row in the source, counted from 0.</param>
internal sealed record CustomerHistory(ulong Key, ImmutableArray<int> Items, long Row)
{
    /// <summary>The values of the fields that <see cref="InteractionFields.Own"/> names, as the customer's last row that has one says; −1 where none does. Empty where nothing is known of them.</summary>
    public ImmutableArray<int> Own { get; init; } = [];
}
