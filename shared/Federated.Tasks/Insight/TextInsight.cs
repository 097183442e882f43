using Federated.Computations.Statistics.FrequentValues;

namespace Federated.Tasks.Insight;

/// <summary>What is known of a text.</summary>
/// <param name="Field">The field.</param>
/// <param name="Count">Rows that have one.</param>
/// <param name="MissingShare">Rows that have none, over all rows.</param>
/// <param name="Values">Values that rows and partners enough hold, the most frequent first.</param>
public sealed record TextInsight(string Field, long Count, double MissingShare, IReadOnlyList<FrequentValue> Values)
{
    /// <summary>The most frequent value; null when none is frequent enough to be named.</summary>
    public string? Mode => Values.Count > 0 ? Values[0].Text : null;
}
