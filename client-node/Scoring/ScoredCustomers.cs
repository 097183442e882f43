using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>What a model says about this partner's customers.</summary>
/// <param name="Heading">What <paramref name="Names"/> are: the partner's own id column, or "line".</param>
/// <param name="Names">The id of each customer, or the line of each row.</param>
/// <param name="HasIds">Whether the names are ids.</param>
/// <param name="Rows">The results, a row a name.</param>
/// <param name="Groups">1 to 10 for each row, 0 for one without a score; null when the results do not rank customers.</param>
/// <param name="Version">The model; see <see cref="ModelVersion"/>.</param>
internal sealed record ScoredCustomers(string Heading, IReadOnlyList<string> Names, bool HasIds, ScoredRows Rows, int[]? Groups, string Version)
{
    /// <summary>The customers as the contract has them; null when they are not at hand.</summary>
    public LocalTable? Table { get; init; }
}
