namespace Federated.Privacy.Events;

/// <summary>An event taken apart: each simple or sampled event in it, and how often it happened.</summary>
public static class EventCounts
{
    private const int DeepestNesting = 64;

    /// <summary>Takes compositions and repetitions apart; equal events are counted together, in order of first appearance.</summary>
    /// <exception cref="PrivacyParameterException">The event is nested more than 64 deep, or an event happened more than 10^12 times.</exception>
    public static IReadOnlyDictionary<PrivacyEvent, long> Of(PrivacyEvent released)
    {
        ArgumentNullException.ThrowIfNull(released);
        OrderedDictionary<PrivacyEvent, long> counts = [];
        Add(released, 1, counts, 0);
        return counts;
    }

    private static void Add(PrivacyEvent released, long times, OrderedDictionary<PrivacyEvent, long> counts, int depth)
    {
        if (depth > DeepestNesting)
            throw new PrivacyParameterException($"The event is nested more than {DeepestNesting} deep. Nothing was counted; flatten it.");
        switch (released)
        {
            case NoEvent or RepeatedEvent { Times: 0 } or PoissonSampledEvent { Rate: 0, Inner: not UnsupportedEvent }:
                break;
            case RepeatedEvent repeated:
                Add(repeated.Inner, Product(times, repeated.Times), counts, depth + 1);
                break;
            case ComposedEvent composed:
                foreach (PrivacyEvent each in composed.Events)
                    Add(each, times, counts, depth + 1);
                break;
            case PoissonSampledEvent { Rate: 1 } sampled:
                Add(sampled.Inner, times, counts, depth + 1);
                break;
            default:
                counts[released] = Bounds.Within(counts.GetValueOrDefault(released) + times, 1, RepeatedEvent.MostTimes, "number of times that one event happened");
                break;
        }
    }

    private static long Product(long outer, long inner) =>
        (Int128)outer * inner <= RepeatedEvent.MostTimes ? outer * inner : Bounds.Within(long.MaxValue, 1, RepeatedEvent.MostTimes, "number of times that one event happened");
}
