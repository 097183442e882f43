namespace Federated.SecureAggregation.Ring;

/// <summary>A contribution holds a value, a weight or a length that must not leave the node. Nothing was sent.</summary>
public sealed class InvalidContributionException : Exception
{
    /// <param name="message">What is wrong with which coordinate, and what to do.</param>
    public InvalidContributionException(string message)
        : base(message)
    {
    }
}
