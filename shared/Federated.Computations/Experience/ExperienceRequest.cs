using System.Collections.Immutable;

namespace Federated.Computations.Experience;

/// <summary>What is asked of a survey, the same for all nodes.</summary>
public sealed record ExperienceRequest
{
    /// <summary>Smallest group that is reported unless a job says otherwise: 10 answers.</summary>
    public const int DefaultFloor = 10;

    /// <summary>Sums of one driver: n, Σx, Σx², Σy, Σy² and Σxy of the answers that have it.</summary>
    internal const int DriverSums = 6;

    /// <summary>Checks the sizes.</summary>
    /// <param name="kind">What the answers are turned into.</param>
    /// <param name="lowest">Lowest answer; 0 for net promoters.</param>
    /// <param name="highest">Highest answer, above the lowest by 1 to 100; 10 for net promoters.</param>
    /// <param name="groups">Names of the groups, at most 1,000; may be none.</param>
    /// <param name="periods">Names of the periods, oldest first, at most 1,000; may be none.</param>
    /// <param name="drivers">Features that are correlated with the answer, at most 1,000; may be none.</param>
    /// <exception cref="ArgumentException">A size is out of range, or a name repeats.</exception>
    public ExperienceRequest(SurveyKind kind, int lowest, int highest, IEnumerable<string> groups, IEnumerable<string> periods, IEnumerable<string> drivers)
    {
        if (highest <= lowest || (long)highest - lowest > 100)
            throw new ArgumentException($"Answers from {lowest} to {highest} were asked; the highest is 1 to 100 above the lowest.", nameof(highest));
        if (kind == SurveyKind.NetPromoters && (lowest, highest) != (0, 10))
            throw new ArgumentException($"Net promoters were asked of answers from {lowest} to {highest}; they are counted of answers from 0 to 10.", nameof(kind));
        (Kind, Lowest, Highest) = (kind, lowest, highest);
        (Groups, Periods, Drivers) = (Named(groups, "groups"), Named(periods, "periods"), Named(drivers, "drivers"));
    }

    /// <summary>What the answers are turned into.</summary>
    public SurveyKind Kind { get; }

    /// <summary>Lowest answer.</summary>
    public int Lowest { get; }

    /// <summary>Highest answer.</summary>
    public int Highest { get; }

    /// <summary>Names of the groups; one more row counts answers of no declared group.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>Names of the periods, oldest first; one more row counts answers of no declared period.</summary>
    public ImmutableArray<string> Periods { get; }

    /// <summary>Names of the features that are correlated with the answer.</summary>
    public ImmutableArray<string> Drivers { get; }

    /// <summary>How many of the highest answers count as satisfied: 1 to all but one; 2 by default, or 1 of two possible answers.</summary>
    public int TopBoxes { get => Math.Min(field, Answers - 1); init => field = Positive(value, "top boxes"); } = 2;

    /// <summary>A group or period of fewer answers is merged into those of no declared one: 1 or more; 10 by default.</summary>
    public int Floor { get; init => field = Positive(value, "answers as a floor"); } = DefaultFloor;

    /// <summary>Number of possible answers, 2 to 101.</summary>
    public int Answers => Highest - Lowest + 1;

    internal int PeriodsStart => (Groups.Length + 1) * Answers;

    internal int DriversStart => PeriodsStart + ((Periods.Length + 1) * Answers);

    internal int Length => DriversStart + (DriverSums * Drivers.Length);

    private static int Positive(int value, string what) => value >= 1 ? value : throw new ArgumentException($"{value} {what} were asked; at least 1 is.");

    private static ImmutableArray<string> Named(IEnumerable<string> names, string kind)
    {
        ImmutableArray<string> listed = [.. names];
        if (listed.Length > 1000 || listed.Distinct(StringComparer.Ordinal).Count() != listed.Length)
            throw new ArgumentException($"{listed.Length} {kind} were given; at most 1,000 are possible, and each has a name of its own.");
        return listed;
    }
}
