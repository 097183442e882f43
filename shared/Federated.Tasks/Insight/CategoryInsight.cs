namespace Federated.Tasks.Insight;

/// <summary>What is known of a category or a boolean.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">In the order of the contract.</param>
/// <param name="Other">Rows that are missing, undeclared, or of a value whose count is withheld.</param>
/// <param name="OtherShare">Those over all rows.</param>
public sealed record CategoryInsight(string Field, IReadOnlyList<CategoryShare> Values, long Other, double OtherShare)
{
    /// <summary>The most frequent value; null when no value's count is shown.</summary>
    public string? Mode => Values.Where(value => value.Rows > 0).MaxBy(value => value.Rows)?.Value;
}
