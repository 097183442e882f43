namespace Federated.Conformance.Tests.Tasks;

/// <summary>What the columns of a public table are to a task. A column that is not named here is a feature.</summary>
internal sealed record SiloRoles
{
    /// <summary>The column by which rows belong to partners; it is a feature as well, unless dropped.</summary>
    public required string Silo { get; init; }

    /// <summary>The partner of a cell of <see cref="Silo"/>; by default the cell itself.</summary>
    public Func<string, string> Partner { get; init; } = cell => cell;

    /// <summary>The column to predict; null when there is none.</summary>
    public string? Label { get; init; }

    /// <summary>The label's positive value; empty when the label is a number.</summary>
    public string Positive { get; init; } = "";

    /// <summary>Of a label that is a scale of whole numbers: its lowest and highest answer.</summary>
    public (int Lowest, int Highest)? Scale { get; init; }

    /// <summary>Whether numbers are bounded below by 0 and not by the least that the table holds: a logarithm begins there.</summary>
    public bool FromZero { get; init; }

    /// <summary>Columns that the task does not see.</summary>
    public string[] Dropped { get; init; } = [];

    /// <summary>Columns whose values are compared and never become features.</summary>
    public string[] Groups { get; init; } = [];
}
