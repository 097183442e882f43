using Federated.Tasks.Schema;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>What a caller wants scored.</summary>
/// <param name="Ids">The id of each customer, as it was given; null for those without.</param>
/// <param name="Table">Their features.</param>
/// <param name="Reasons">Reasons a customer, 0 to 10.</param>
internal sealed record ScoreRequest(IReadOnlyList<string?> Ids, LocalTable Table, int Reasons);
