namespace Federated.Tasks.Jobs;

/// <summary>How a category becomes columns.</summary>
public enum CategoryEncoding
{
    /// <summary>A column of 0 and 1 for each value that reached the floor, and one for the rest.</summary>
    OneHot,

    /// <summary>Values share a fixed number of columns, by a hash of the value.</summary>
    Hash,

    /// <summary>One column: the joint mean of the label among the rows of the value, mixed with that of all rows.</summary>
    Target,
}
