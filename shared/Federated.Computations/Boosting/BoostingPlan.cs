using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>One tree after another, or one a class; each sees a sample of the rows and columns.</summary>
internal sealed class BoostingPlan : TreePlan
{
    private readonly FederatedBoostingOptions _options;

    [SetsRequiredMembers]
    public BoostingPlan(FederatedBoostingOptions options)
    {
        options.Validate();
        _options = options;
        (Target, Growth, Seed) = (options.Target, options.Growth, options.Seed);
        (Trees, TreesAtATime) = (options.Trees * Target.Outputs, Target.Outputs);
        (ValidationShare, Patience) = (options.ValidationShare, options.Patience);
    }

    public override int TreeOutputs => 1;

    public override bool IsAdditive => true;

    public override int MostDraws => 1;

    // The trees of a round see the same rows and columns.
    public override RowDraws DrawsOf(int tree) => RowDraws.Share(_options.RowShare, HashOf(tree / TreesAtATime));

    public override ImmutableArray<int> ColumnsOf(int tree, int node, int columns) =>
        Choose(Math.Max(1, (int)Math.Round(_options.ColumnShare * columns)), columns, tree / TreesAtATime, 0);
}
