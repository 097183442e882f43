using Federated.Computations.KMeans;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Segments;

/// <summary>What tells segments from one another: standardised differences of their means, and names made of the largest of them.</summary>
internal static class SegmentTraits
{
    private const double Least = 0.25;
    private const double LeastInName = 0.5;
    private const int MostInName = 2;

    /// <summary>The traits of one cluster, the strongest first, at most one a field.</summary>
    public static IReadOnlyList<SegmentTrait> Of(FeaturePlan plan, DataContract contract, ClusterProfile profile, int cluster) =>
    [
        .. plan.Columns.Select((column, index) => Trait(column, contract, profile.Mean(cluster, index), profile.Overall(index)))
            .OfType<SegmentTrait>().Where(trait => Math.Abs(trait.Difference) >= Least)
            .GroupBy(trait => trait.Field).Select(field => field.MaxBy(Strength)!)
            .OrderByDescending(trait => Math.Abs(trait.Difference)),
    ];

    /// <summary>Names of all segments; one that is taken gets a further trait, and in the end a number.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<IReadOnlyList<SegmentTrait>> segments)
    {
        var names = new List<string>();
        foreach (IReadOnlyList<SegmentTrait> traits in segments)
        {
            int strong = Math.Max(1, traits.Take(MostInName).Count(trait => Math.Abs(trait.Difference) >= LeastInName));
            string name = Name(traits, strong);
            for (int more = strong + 1; more <= traits.Count && names.Contains(name); more++)
                name = Name(traits, more);
            string last = name;
            for (int number = 2; names.Contains(last); number++)
                last = FormattableString.Invariant($"{name} ({number})");
            names.Add(last);
        }

        return names;
    }

    // Of two values that say the same, the one that the segment has is named, not the one that it lacks.
    private static (double Size, bool IsMore) Strength(SegmentTrait trait) => (Math.Round(Math.Abs(trait.Difference), 6), trait.Difference > 0);

    private static string Name(IReadOnlyList<SegmentTrait> traits, int count) => traits.Count == 0 ? "typical" : string.Join(", ", traits.Take(count).Select(trait => trait.Words));

    private static SegmentTrait? Trait(InputColumn column, DataContract contract, double mean, double overall)
    {
        if (double.IsNaN(mean))
            return null;
        string field = column.Formula.Field;
        if (column.Formula is StandardisedNumber number)
        {
            double difference = mean - overall;
            string word = contract.Find(field)?.Type == FieldType.Date ? (difference > 0 ? "late" : "early") : difference > 0 ? "high" : "low";
            return new SegmentTrait(field, field, $"{word} {field}", difference, Unscaled(number, mean), Unscaled(number, overall), IsShare: false);
        }

        double deviation = Math.Sqrt(overall * (1 - overall));
        if (!(deviation > 0))
            return null;
        return new SegmentTrait(field, Subject(column), Words(column, contract, mean > overall), (mean - overall) / deviation, mean, overall, IsShare: true);
    }

    private static string Words(InputColumn column, DataContract contract, bool isMore)
    {
        string field = column.Formula.Field;
        if (contract.Find(field)?.Type == FieldType.Boolean && (column.Name == $"{field}=true" || column.Name == $"{field}=false"))
            return isMore == (column.Name == $"{field}=true") ? field : $"not {field}";
        return isMore ? Subject(column) : $"rarely {Subject(column)}";
    }

    private static string Subject(InputColumn column) => column.Name.Replace('=', ' ').Replace(':', ' ');

    private static double Unscaled(StandardisedNumber number, double mean)
    {
        double prepared = number.Mean + (mean * number.Deviation);
        return number.Preparation.Origin is { } origin ? Math.Exp(prepared) - 1 + origin : prepared;
    }
}
