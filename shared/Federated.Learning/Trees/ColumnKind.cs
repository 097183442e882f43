namespace Federated.Learning.Trees;

/// <summary>What the values of a column mean to a tree.</summary>
public enum ColumnKind
{
    /// <summary>Ordered values; a split sends values up to a threshold to the left. NaN is a missing value.</summary>
    Numerical,

    /// <summary>Codes 0, 1, 2, … without order; a split sends a set of them to the left. NaN is a missing value.</summary>
    Categorical,
}
