using Federated.Learning.Randomness;

namespace Federated.Learning.Training;

/// <summary>Rows that train and rows that only judge. Which is which hangs on the seed alone.</summary>
internal sealed class ValidationSplit
{
    /// <summary>Rounds the share to whole rows; at least one row trains, and at least one judges where a share was asked for and there are two rows.</summary>
    public ValidationSplit(int rows, double share, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        int held = share > 0 ? Math.Clamp((int)Math.Round(rows * share), Math.Min(1, rows - 1), rows - 1) : 0;
        if (held > 0)
            new SeededGenerator(SeededGenerator.Derive(seed, 2)).Shuffle<int>(order);
        Training = order[..^held];
        Validation = order[^held..];
        Array.Sort(Training);
        Array.Sort(Validation);
    }

    /// <summary>Rows that train.</summary>
    public int[] Training { get; }

    /// <summary>Rows that judge, if any.</summary>
    public int[] Validation { get; }
}
