using System.Collections.Immutable;

namespace Federated.Tasks.Jobs;

/// <summary>The values under <c>options:</c> of one job, defaults filled in. Which keys there are is the task's to say: see <see cref="TaskDeclaration.Options"/>.</summary>
public sealed class TaskOptions : IEquatable<TaskOptions>
{
    /// <summary>Of a task that has none.</summary>
    public static readonly TaskOptions None = new(ImmutableSortedDictionary<string, object>.Empty);

    internal TaskOptions(IEnumerable<KeyValuePair<string, object>> values) => Values = values.ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal ImmutableSortedDictionary<string, object> Values { get; }

    /// <summary>The number under a key.</summary>
    /// <exception cref="KeyNotFoundException">The task has no such option.</exception>
    public double Number(string name) => (double)Values[name];

    /// <summary>The whole number under a key.</summary>
    /// <exception cref="KeyNotFoundException">The task has no such option.</exception>
    public int WholeNumber(string name) => (int)Values[name];

    /// <summary>The word under a key.</summary>
    /// <exception cref="KeyNotFoundException">The task has no such option.</exception>
    public string Choice(string name) => (string)Values[name];

    /// <summary>The truth value under a key.</summary>
    /// <exception cref="KeyNotFoundException">The task has no such option.</exception>
    public bool Truth(string name) => (bool)Values[name];

    /// <summary>The names of fields under a key.</summary>
    /// <exception cref="KeyNotFoundException">The task has no such option.</exception>
    public IReadOnlyList<string> Names(string name) => (IReadOnlyList<string>)Values[name];

    /// <summary>By keys and values.</summary>
    public bool Equals(TaskOptions? other) => other is not null && Values.Count == other.Values.Count
        && Values.All(pair => other.Values.TryGetValue(pair.Key, out object? value)
            && (pair.Value is IReadOnlyList<string> names ? value is IReadOnlyList<string> others && names.SequenceEqual(others, StringComparer.Ordinal) : pair.Value.Equals(value)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TaskOptions);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key));
}
