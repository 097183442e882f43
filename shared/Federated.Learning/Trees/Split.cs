using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>A test on one column that sends each row of a node to the left or to the right.</summary>
public sealed class Split
{
    internal Split(int column, ColumnKind kind, byte bin, bool missingLeft, BinSet leftBins, double gain, ImmutableArray<NodeSums> left, ImmutableArray<NodeSums> right)
    {
        Column = column;
        Kind = kind;
        Bin = bin;
        MissingLeft = missingLeft;
        LeftBins = leftBins;
        Gain = gain;
        Left = left;
        Right = right;
    }

    /// <summary>The tested column.</summary>
    public int Column { get; }

    /// <summary>The kind of the tested column.</summary>
    public ColumnKind Kind { get; }

    /// <summary>Numerical: bins up to and including this one go left. 0 for a categorical column.</summary>
    public byte Bin { get; }

    /// <summary>Whether missing values go left.</summary>
    public bool MissingLeft { get; }

    /// <summary>Categorical: the codes that go left, that of missing values included. Empty for a numerical column.</summary>
    public BinSet LeftBins { get; }

    /// <summary>By how much the split lowers twice the loss's second-order approximation, above 0.</summary>
    public double Gain { get; }

    /// <summary>Statistics of the rows that go left, one for each output.</summary>
    public ImmutableArray<NodeSums> Left { get; }

    /// <summary>Statistics of the rows that go right, one for each output.</summary>
    public ImmutableArray<NodeSums> Right { get; }

    /// <summary>Whether a row with that bin code in <see cref="Column"/> goes left.</summary>
    public bool SendsLeft(byte code) =>
        Kind == ColumnKind.Categorical ? LeftBins.Contains(code)
        : code == ColumnBins.Missing ? MissingLeft
        : code <= Bin;
}
