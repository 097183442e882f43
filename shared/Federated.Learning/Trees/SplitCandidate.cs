namespace Federated.Learning.Trees;

/// <summary>The best split of one column, in few words; <see cref="ColumnSplits.Complete"/> spells it out.</summary>
/// <param name="Score">−2 × the least loss of both sides; −∞ when the column has no valid split.</param>
/// <param name="Position">Index, in the order of the slots, of the last that goes left.</param>
/// <param name="Flipped">Numerical: missing values go left. Categorical: categories go left from the far end of their order.</param>
internal readonly record struct SplitCandidate(double Score, int Position, bool Flipped)
{
    public static SplitCandidate None { get; } = new(double.NegativeInfinity, -1, false);

    public bool IsValid => Position >= 0;
}
