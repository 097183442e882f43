namespace Federated.Computations.Statistics;

/// <summary>A column of texts whose values nobody declared; a missing cell is null.</summary>
public sealed record TextColumn
{
    /// <summary>Checks the name.</summary>
    /// <exception cref="ArgumentException">No name.</exception>
    public TextColumn(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }
}
