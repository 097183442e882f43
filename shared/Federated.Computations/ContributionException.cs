namespace Federated.Computations;

/// <summary>Rows that cannot contribute, or a contribution or sum outside its specification. The message never holds more than one value.</summary>
public sealed class ContributionException : Exception
{
    /// <summary>What happened and what to do.</summary>
    public ContributionException(string message)
        : base(message)
    {
    }

    /// <summary>What happened and what to do, and its cause.</summary>
    public ContributionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
