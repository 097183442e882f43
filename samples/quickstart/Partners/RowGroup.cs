namespace Federated.Samples.Quickstart.Partners;

/// <summary>Rows that belong together, and whether they could be a partner's: one that knows only one class has nothing to learn from.</summary>
/// <param name="Value">What they have in common.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Positives">How many of them have the positive label.</param>
internal sealed record RowGroup(string Value, IReadOnlyList<string[]> Rows, int Positives)
{
    public bool HasBothClasses => Positives > 0 && Positives < Rows.Count;

    public static RowGroup Of(string value, IEnumerable<string[]> rows, Func<string[], bool> isPositive)
    {
        string[][] kept = [.. rows];
        return new RowGroup(value, kept, kept.Count(isPositive));
    }
}
