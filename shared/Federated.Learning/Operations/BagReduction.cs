namespace Federated.Learning.Operations;

/// <summary>How the rows of a bag become one.</summary>
public enum BagReduction
{
    /// <summary>Σ of the rows; zeros for an empty bag.</summary>
    Sum,

    /// <summary>Their mean; zeros for an empty bag.</summary>
    Mean,

    /// <summary>The largest of each column; zeros for an empty bag.</summary>
    Maximum,
}
