namespace Federated.Privacy.Events;

/// <summary>The same event several times, each with fresh noise; later ones may be chosen after earlier results are seen.</summary>
public sealed record RepeatedEvent : PrivacyEvent
{
    /// <summary>The most repetitions.</summary>
    public const long MostTimes = 1_000_000_000_000;

    /// <param name="times">How often, 0 to 10^12.</param>
    /// <param name="inner">What.</param>
    /// <exception cref="PrivacyParameterException">The count is out of range.</exception>
    public RepeatedEvent(long times, PrivacyEvent inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Times = Bounds.Within(times, 0, MostTimes, "number of repetitions");
        Inner = inner;
    }

    /// <summary>How often.</summary>
    public long Times { get; }

    /// <summary>What.</summary>
    public PrivacyEvent Inner { get; }

    public override string Kind => "repeated";
}
