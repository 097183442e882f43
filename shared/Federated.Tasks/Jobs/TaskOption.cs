using Federated.Tasks.Documents;

namespace Federated.Tasks.Jobs;

/// <summary>One key that a task understands under <c>options:</c>. Made by <see cref="Number"/>, <see cref="WholeNumber"/>, <see cref="Choice"/>, <see cref="Truth"/> and <see cref="Names"/>.</summary>
public sealed record TaskOption
{
    private TaskOption(string name, string summary, object fallback)
    {
        Name = name;
        Summary = summary;
        Fallback = fallback;
    }

    /// <summary>The key.</summary>
    public string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The value when it is not written: a double, an int, a string, a bool, or a list of strings.</summary>
    internal object Fallback { get; }

    /// <summary>Accepted numbers; null for other kinds.</summary>
    internal NumberRange? Range { get; private init; }

    /// <summary>Accepted words; empty for other kinds.</summary>
    internal IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>A number.</summary>
    public static TaskOption Number(string name, string summary, NumberRange range, double fallback) => new(name, summary, fallback) { Range = range };

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public static TaskOption WholeNumber(string name, string summary, int minimum, int maximum, int fallback) =>
        new(name, summary, fallback) { Range = new NumberRange(minimum, maximum) };

    /// <summary>One of several words.</summary>
    public static TaskOption Choice(string name, string summary, IReadOnlyList<string> choices, string fallback) => new(name, summary, fallback) { Choices = choices };

    /// <summary>true or false.</summary>
    public static TaskOption Truth(string name, string summary, bool fallback) => new(name, summary, fallback);

    /// <summary>Names of fields of the contract, at most 20; empty when not written.</summary>
    public static TaskOption Names(string name, string summary) => new(name, summary, Array.Empty<string>());
}
