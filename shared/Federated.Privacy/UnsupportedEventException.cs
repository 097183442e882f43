namespace Federated.Privacy;

/// <summary>An accountant was given an event that it has no proof for. Nothing was counted: an event that is passed over would be privacy spent for nothing.</summary>
public sealed class UnsupportedEventException : Exception
{
    /// <param name="accountant">Who refuses.</param>
    /// <param name="what">What was refused, for instance <c>laplace</c>.</param>
    /// <param name="advice">What to do next.</param>
    public UnsupportedEventException(string accountant, string what, string advice)
        : base($"The accountant {accountant} has no bound for {what}, so nothing was counted. {advice}")
    {
        Accountant = accountant;
        Refused = what;
    }

    /// <summary>The accountant's name.</summary>
    public string Accountant { get; }

    /// <summary>What it refused.</summary>
    public string Refused { get; }
}
