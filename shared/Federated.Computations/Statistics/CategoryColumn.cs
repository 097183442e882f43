using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>A category column and the values that it is declared to take; anything else, and a missing value, is <see cref="Other"/>.</summary>
public sealed record CategoryColumn
{
    /// <summary>Index of a missing or undeclared value.</summary>
    public const int Other = -1;

    /// <summary>Checks that the values are unique.</summary>
    /// <exception cref="ArgumentException">No name, no value, more than 65,536 values, or one that repeats.</exception>
    public CategoryColumn(string name, IEnumerable<string> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Values = [.. values];
        if (Values.Length is < 1 or > 65_536)
            throw new ArgumentException($"Column '{name}' declares {Values.Length} values; it takes 1 to 65,536.", nameof(values));
        if (Values.Distinct(StringComparer.Ordinal).Count() != Values.Length)
            throw new ArgumentException($"Column '{name}' declares a value twice.", nameof(values));
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Declared values; a cell holds the index of one.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>By name and values, in order.</summary>
    public bool Equals(CategoryColumn? other) => other is not null && Name == other.Name && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Values.Length);
}
