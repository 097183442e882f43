namespace Federated.Samples.Quickstart.Arguments;

/// <summary>What the person asked for.</summary>
internal sealed record QuickstartOptions
{
    /// <summary>Their own table; null for the one that is shipped.</summary>
    public OwnData? Data { get; init; }

    /// <summary>Rounds of training, 1 to 1,000.</summary>
    public required int Rounds { get; init; }

    /// <summary>Where model and scores go.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>File for the figures; null for none.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Workspace that is kept; null for a temporary one.</summary>
    public string? KeptWorkspace { get; init; }
}
