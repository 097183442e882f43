using System.Collections.Immutable;
using Federated.Learning.Randomness;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>What differs between boosting and a forest; everything else is <see cref="LevelwiseGrowth"/>.</summary>
internal abstract class TreePlan
{
    private const ulong RowStream = 1;
    private const ulong ColumnStream = 2;
    private const ulong HeldBackStream = 3;

    public required TreeTarget Target { get; init; }

    public required GrowthOptions Growth { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Trees in all.</summary>
    public required int Trees { get; init; }

    /// <summary>Trees that are grown in the same rounds.</summary>
    public required int TreesAtATime { get; init; }

    /// <summary>Values of a leaf.</summary>
    public abstract int TreeOutputs { get; }

    /// <summary>Whether finished trees change the gradients of the next.</summary>
    public abstract bool IsAdditive { get; }

    /// <summary>Most times that a tree draws a row.</summary>
    public abstract int MostDraws { get; }

    /// <summary>Draws the rows that judge; null when there are none.</summary>
    public RowDraws? HeldBack { get; private init; }

    /// <summary>Rounds of trees without a better loss after which growth stops.</summary>
    public int Patience { get; init; } = int.MaxValue;

    public double ValidationShare
    {
        init => HeldBack = value > 0 ? RowDraws.Share(value, new RowHash(Seed, HeldBackStream)) : null;
    }

    public abstract RowDraws DrawsOf(int tree);

    /// <summary>Columns that a node of a tree may be split by.</summary>
    public abstract ImmutableArray<int> ColumnsOf(int tree, int node, int columns);

    protected RowHash HashOf(int tree) => new(SeededGenerator.Derive(Seed, RowStream), (ulong)tree);

    /// <summary>Some of the columns, ascending, the same for the same place.</summary>
    protected ImmutableArray<int> Choose(int wanted, int columns, int tree, int node)
    {
        int[] order = [.. Enumerable.Range(0, columns)];
        if (wanted >= columns)
            return [.. order];
        ulong stream = SeededGenerator.Derive(SeededGenerator.Derive(Seed, ColumnStream), (ulong)tree);
        new SeededGenerator(SeededGenerator.Derive(stream, (ulong)node)).Shuffle<int>(order);
        return [.. order.Take(wanted).Order()];
    }
}
