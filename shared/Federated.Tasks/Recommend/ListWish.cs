namespace Federated.Tasks.Recommend;

/// <summary>What lists are wanted.</summary>
public sealed record ListWish
{
    /// <summary>The most items of a list.</summary>
    public const int MostTop = 100;

    /// <summary>Items of a list, 1 to 100. Default 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Items of the customer that a recommended one follows from, at most so many: 0 to 10. Default 3.</summary>
    public int Reasons { get; init; } = 3;

    /// <summary>Whether items that the customer has already may be recommended. Default false.</summary>
    public bool IncludeBought { get; init; }

    /// <summary>How much the rarity of an item counts against the model's score, 0 (default) to 1: 0 leaves popular items where the model puts them.</summary>
    public double Novelty { get; init; }

    /// <summary>How much the unlikeness of an item to those above it counts against its score, 0 (default) to 1.</summary>
    public double Diversity { get; init; }

    /// <exception cref="ArgumentException">A wish is out of its range; the message names it.</exception>
    public void Require()
    {
        if (Top is < 1 or > MostTop)
            throw new ArgumentException($"Lists of {Top} items are wanted; ask for 1 to {MostTop}.");
        if (Reasons is < 0 or > 10)
            throw new ArgumentException($"{Reasons} reasons are wanted; ask for 0 to 10.");
        if (!(Novelty is >= 0 and <= 1) || !(Diversity is >= 0 and <= 1))
            throw new ArgumentException($"Novelty {Novelty} and diversity {Diversity} are wanted; each is from 0 to 1.");
    }
}
