namespace Federated.Privacy.Accounting;

/// <summary>Which two data sets count as neighbours.</summary>
public enum Adjacency
{
    /// <summary>One has one unit more than the other.</summary>
    AddRemove,

    /// <summary>They have as many units and differ in one (also called replace-one).</summary>
    Substitute,
}
