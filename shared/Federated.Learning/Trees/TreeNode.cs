namespace Federated.Learning.Trees;

/// <summary>A node of a tree: a test, or a leaf.</summary>
/// <param name="Column">Tested column; −1 for a leaf.</param>
/// <param name="Kind">Kind of the tested column.</param>
/// <param name="Bin">Numerical test: bins up to and including it go left.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
/// <param name="LeftBins">Categorical test: codes that go left.</param>
/// <param name="LeftChild">Number of the left child, the right child's less one; −1 for a leaf.</param>
/// <param name="Gain">What the split gained when the tree was grown; 0 for a leaf.</param>
/// <param name="Rows">Rows of the training table that came by.</param>
public readonly record struct TreeNode(
    int Column, ColumnKind Kind, byte Bin, bool MissingLeft, BinSet LeftBins, int LeftChild, double Gain, double Rows)
{
    /// <summary>Whether rows end here.</summary>
    public bool IsLeaf => Column < 0;

    /// <summary>Whether a row with that bin code in the tested column goes to the left child; of a test only.</summary>
    public bool SendsLeft(byte code) =>
        Kind == ColumnKind.Categorical ? LeftBins.Contains(code)
        : code == ColumnBins.Missing ? MissingLeft
        : code <= Bin;

    /// <summary>A leaf.</summary>
    public static TreeNode Leaf(double rows) => new(-1, ColumnKind.Numerical, 0, false, default, -1, 0, rows);

    /// <summary>The test of a split.</summary>
    internal static TreeNode Test(Split split, int leftChild, double rows) =>
        new(split.Column, split.Kind, split.Bin, split.MissingLeft, split.LeftBins, leftChild, split.Gain, rows);
}
