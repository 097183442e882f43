namespace Federated.Samples.Quickstart.Arguments;

/// <summary>Anyone's CSV file and what to do with it. Exactly one of <see cref="SplitBy"/> and <see cref="Nodes"/> is set.</summary>
internal sealed record OwnData
{
    /// <summary>The CSV file.</summary>
    public required string File { get; init; }

    /// <summary>Column to predict.</summary>
    public required string Label { get; init; }

    /// <summary>Value of the label that counts as 1; null to guess.</summary>
    public string? Positive { get; init; }

    /// <summary>Column that names the customer; null when there is none.</summary>
    public string? Id { get; init; }

    /// <summary>Columns that do not become features.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Column with one partner a value.</summary>
    public string? SplitBy { get; init; }

    /// <summary>Number of partners to deal the rows out to.</summary>
    public int? Nodes { get; init; }

    /// <summary>What separates cells; null to guess.</summary>
    public char? Delimiter { get; init; }
}
