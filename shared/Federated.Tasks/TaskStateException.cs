namespace Federated.Tasks;

/// <summary>A snapshot is not a state of the job that it was given for. The message says what is missing or different.</summary>
public sealed class TaskStateException : Exception
{
    /// <summary>What is wrong with the snapshot.</summary>
    public TaskStateException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong with the snapshot, and how it showed.</summary>
    public TaskStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What its reader should do next.</summary>
    public string Mend { get; init; } = "use a model together with the job that it was trained for";
}
