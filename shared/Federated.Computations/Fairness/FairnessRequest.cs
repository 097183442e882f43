using System.Collections.Immutable;

namespace Federated.Computations.Fairness;

/// <summary>What is compared, and where each sum stands in the vector: for each attribute and each of its groups, the undeclared last, <see cref="Figures"/> numbers.</summary>
public sealed class FairnessRequest
{
    /// <summary>
    /// Numbers of a group: its rows; those with label 1; those selected, with a probability of at least <see cref="Threshold"/>; those both selected and of label 1;
    /// Σ probability; Σ (probability − label)².
    /// </summary>
    public const int Figures = 6;

    /// <summary>Least floor: 2.</summary>
    public const int LeastFloor = 2;

    /// <summary>Checks the numbers.</summary>
    /// <param name="attributes">At least one, with different names.</param>
    /// <param name="threshold">Least probability of a selected customer, above 0 to 1: that of the job's decision.</param>
    /// <param name="floor">Fewest customers that a group is shown for. Default 20.</param>
    /// <exception cref="ArgumentException">Out of range, no attribute, or two of one name.</exception>
    public FairnessRequest(ImmutableArray<ComparedField> attributes, double threshold = 0.5, int floor = 20)
    {
        if (attributes.IsDefaultOrEmpty || attributes.Select(attribute => attribute.Name).Distinct(StringComparer.Ordinal).Count() != attributes.Length)
            throw new ArgumentException("Fairness needs at least one attribute, each of its own name.", nameof(attributes));
        if (!(threshold > 0 && threshold <= 1))
            throw new ArgumentException($"The threshold is {threshold}; it must be above 0 and at most 1.", nameof(threshold));
        if (floor < LeastFloor)
            throw new ArgumentException($"The floor on group size is {floor}; it must be {LeastFloor} or more.", nameof(floor));
        (Attributes, Threshold, Floor) = (attributes, threshold, floor);
        Length = checked(attributes.Sum(attribute => attribute.Slots * Figures));
    }

    /// <summary>What customers are grouped by.</summary>
    public ImmutableArray<ComparedField> Attributes { get; }

    /// <summary>Least probability of a selected customer.</summary>
    public double Threshold { get; }

    /// <summary>Fewest customers that a group is shown for.</summary>
    public int Floor { get; }

    /// <summary>Numbers of the vector.</summary>
    public int Length { get; }

    /// <summary>Where an attribute's first group begins.</summary>
    public int StartOf(int attribute)
    {
        int start = 0;
        for (int before = 0; before < attribute; before++)
            start += Attributes[before].Slots * Figures;
        return start;
    }
}
