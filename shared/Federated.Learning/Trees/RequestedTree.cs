using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>A tree that is being grown, and what is wanted of it.</summary>
/// <param name="Tree">Its splits so far: a row belongs to the leaf that it ends in.</param>
/// <param name="FirstOutput">Its statistics are of this raw score, and of those that follow if the tree has several outputs.</param>
/// <param name="Draws">How often it sees each row.</param>
/// <param name="Nodes">Leaves whose histograms are wanted.</param>
/// <param name="Columns">For each of <paramref name="Nodes"/> the columns that are wanted, ascending.</param>
public sealed record RequestedTree(
    DecisionTree Tree, int FirstOutput, RowDraws Draws, ImmutableArray<int> Nodes, ImmutableArray<ImmutableArray<int>> Columns);
