namespace Federated.Learning.Trees;

/// <summary>A snapshot that does not hold well-formed trees of the expected kind. The message names the tensor, tree or node at fault.</summary>
public sealed class TreeSnapshotException : FormatException
{
    /// <summary>What is wrong.</summary>
    public TreeSnapshotException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, and the cause.</summary>
    public TreeSnapshotException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
