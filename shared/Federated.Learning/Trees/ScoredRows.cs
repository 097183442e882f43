namespace Federated.Learning.Trees;

/// <summary>A run of rows of a table with their raw scores.</summary>
internal readonly ref struct ScoredRows(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, int first, int end)
{
    /// <summary>outputs × all rows.</summary>
    public ReadOnlySpan<double> Scores { get; } = scores;

    public ReadOnlySpan<float> Labels { get; } = labels;

    public ReadOnlySpan<float> Weights { get; } = weights;

    /// <summary>The first row of the run.</summary>
    public int First { get; } = first;

    /// <summary>The row after the run.</summary>
    public int End { get; } = end;

    /// <summary>Number of rows of the table.</summary>
    public int All => Labels.Length;
}
