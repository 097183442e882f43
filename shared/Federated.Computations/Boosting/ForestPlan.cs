using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>Many trees at a time, each on a bootstrap of the rows; each node draws its columns.</summary>
internal sealed class ForestPlan : TreePlan
{
    private readonly FederatedForestOptions _options;

    [SetsRequiredMembers]
    public ForestPlan(FederatedForestOptions options)
    {
        options.Validate();
        _options = options;
        (Target, Growth, Seed) = (options.Target, options.Growth, options.Seed);
        (Trees, TreesAtATime) = (options.Trees, options.TreesAtATime);
    }

    public override int TreeOutputs => Target.Outputs;

    public override bool IsAdditive => false;

    public override int MostDraws => RowDraws.Bootstrap(HashOf(0)).Most;

    public override RowDraws DrawsOf(int tree) => RowDraws.Bootstrap(HashOf(tree));

    public override ImmutableArray<int> ColumnsOf(int tree, int node, int columns) => Choose(_options.ColumnsOf(columns), columns, tree, node);
}
