namespace Federated.Tasks.Reports;

/// <summary>What a cell means, told by colour besides its words.</summary>
public enum CellTone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>As one would wish.</summary>
    Good,

    /// <summary>Look at it.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Bad,
}
