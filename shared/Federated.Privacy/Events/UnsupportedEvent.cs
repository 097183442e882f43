namespace Federated.Privacy.Events;

/// <summary>A release that no accountant here has a bound for. It is kept so that it is refused and not forgotten.</summary>
public sealed record UnsupportedEvent : PrivacyEvent
{
    private const int MostLetters = 100;

    /// <param name="name">What it is called, 1 to 100 characters of a–z, 0–9, '-' and '_'.</param>
    /// <exception cref="PrivacyParameterException">The name is of another form.</exception>
    public UnsupportedEvent(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MostLetters || name.Any(letter => letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')))
            throw new PrivacyParameterException($"The name of an unsupported event has 1 to {MostLetters} characters of a-z, 0-9, '-' and '_'; this one does not. Rename it.");
        Name = name;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    public override string Kind => "unsupported";
}
