using System.Collections.Immutable;

namespace Federated.Computations.Fairness;

/// <summary>A property of customers by which they are compared.</summary>
public sealed record ComparedField
{
    /// <summary>Most groups of an attribute: 1,000.</summary>
    public const int MaximumGroups = 1_000;

    /// <summary>Checks the groups.</summary>
    /// <param name="name">What the attribute is called.</param>
    /// <param name="groups">Its declared values, 1 to <see cref="MaximumGroups"/>, each once. Customers of none of them are counted together as the last group.</param>
    /// <exception cref="ArgumentException">No name, no group, too many, or one twice.</exception>
    public ComparedField(string name, ImmutableArray<string> groups)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (groups.IsDefaultOrEmpty || groups.Length > MaximumGroups)
            throw new ArgumentException($"Attribute '{name}' declares {(groups.IsDefault ? 0 : groups.Length)} groups; 1 to {MaximumGroups} are possible.", nameof(groups));
        if (groups.Distinct(StringComparer.Ordinal).Count() != groups.Length)
            throw new ArgumentException($"Attribute '{name}' declares a group twice.", nameof(groups));
        (Name, Groups) = (name, groups);
    }

    /// <summary>What the attribute is called.</summary>
    public string Name { get; }

    /// <summary>Its declared values.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>Declared values and the customers of none of them.</summary>
    internal int Slots => Groups.Length + 1;
}
