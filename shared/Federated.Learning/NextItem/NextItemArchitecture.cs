using Federated.Learning.Kernels;
using Federated.Learning.Modules;

namespace Federated.Learning.NextItem;

/// <summary>
/// Models of the next item: an encoder makes a vector of what a customer had, and an item's score is its product with the item's vector. The encoder is
/// GRU4Rec's, SASRec's or the customer tower of two towers (<see cref="NextItemKind"/>). Training compares the item that came next with a few that the customer
/// did not have (<see cref="NextItemLoss"/>): these are drawn uniformly (<see cref="NextItemRows"/>), so the logarithm of how often each is drawn is one
/// constant, and no correction is needed.
/// <para>
/// The model is an ordinary <see cref="IModel"/> of rows, so that whatever trains or averages models trains it. A row holds item numbers, counted from 1 (0 is
/// nothing): <see cref="Steps"/> items of a history, the items to be found at each of <see cref="TargetSteps"/> steps, and <see cref="Negatives"/> that were
/// not. Its outputs are, for each target step, the score of the right item and of the others. Recurrent and attention: the input and the output share one table
/// of items, normal with deviation 1/√width at first (Hidasi and Karatzoglou 2018, section 4; Kang and McAuley, section III.D).
/// </para>
/// </summary>
public sealed record NextItemArchitecture : IModelArchitecture
{
    private const int MostItems = 1_000_000;

    /// <summary>Number of items, 2 to 1,000,000 (a float32 holds every such number).</summary>
    public required int Items { get; init; }

    /// <summary>The encoder. Default attention.</summary>
    public NextItemKind Kind { get; init; } = NextItemKind.Attention;

    /// <summary>Items of a history that are read, the latest: 1 to 1,000. Default 20.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Values of an item's vector and of the encoder's, 1 to 1,024. Default 32.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Recurrent or attention layers, 1 to 8. Default 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Heads of attention, dividing the width. Default 1.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>Items drawn for a row that the customer did not have, 1 to 10,000. Default 32.</summary>
    public int Negatives { get; init; } = 32;

    /// <summary>Share of the encoder's inputs and, with attention, of its hidden units that are dropped in training, 0 to below 1. Default 0.2.</summary>
    public float Dropout { get; init; } = 0.2f;

    /// <summary>Steps of a row at which an item is looked for: all of a sequence, one of two towers.</summary>
    public int TargetSteps => Kind == NextItemKind.TwoTower ? 1 : Steps;

    /// <summary>Numbers of a row.</summary>
    public int InputSize => Steps + TargetSteps + Negatives;

    /// <summary>The loss that trains it.</summary>
    public NextItemLoss Loss() => new(TargetSteps, Negatives);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A size or the dropout is out of its range; the message names all.</exception>
    public IModel Create(ulong seed, Workers? workers = null)
    {
        Validate();
        return new NextItemModel(this, NextItemEncoder.Of(this, seed), workers);
    }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Items is < 2 or > MostItems)
            faults.Add($"items is {Items}, must be 2 to 1,000,000");
        if (!Enum.IsDefined(Kind))
            faults.Add($"kind is {Kind}, must be Recurrent, Attention or TwoTower");
        if (Steps is < 1 or > 1_000)
            faults.Add($"steps is {Steps}, must be 1 to 1,000");
        if (Width is < 1 or > 1_024)
            faults.Add($"width is {Width}, must be 1 to 1,024");
        if (Layers is < 1 or > 8)
            faults.Add($"layers is {Layers}, must be 1 to 8");
        if (Heads < 1 || Width % Heads != 0)
            faults.Add($"heads is {Heads}, must divide the width {Width}");
        if (Negatives is < 1 or > 10_000)
            faults.Add($"negatives is {Negatives}, must be 1 to 10,000");
        if (!(Dropout >= 0 && Dropout < 1))
            faults.Add($"dropout is {Dropout}, must be 0 or more and below 1");
        if (faults.Count > 0)
            throw new ArgumentException($"Architecture of the next item's model out of range: {string.Join("; ", faults)}.");
    }
}
