using System.Collections.Immutable;

namespace Federated.Tasks.Recommend;

/// <summary>A partner's own interactions: each customer's items, and what evaluation holds out of them.</summary>
/// <param name="Training">Every customer of at least one item, without what is held out: what all models learn from.</param>
/// <param name="Validation">Customers of whom an item is held out to choose a model's settings.</param>
/// <param name="Test">Customers of whom an item is held out to measure the models.</param>
/// <param name="Unknown">Rows whose item is none of the vocabulary; they stay local.</param>
internal sealed record Interactions(ImmutableArray<CustomerHistory> Training, ImmutableArray<HeldOutItem> Validation, ImmutableArray<HeldOutItem> Test, long Unknown);
