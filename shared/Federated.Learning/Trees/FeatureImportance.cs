using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>How much trees use a column.</summary>
/// <param name="Gain">Sum of the gains of the splits on it.</param>
/// <param name="Splits">Number of splits on it.</param>
public readonly record struct FeatureImportance(double Gain, int Splits)
{
    /// <summary>Of each column over all trees.</summary>
    internal static ImmutableArray<FeatureImportance> Of(ImmutableArray<DecisionTree> trees, int columns)
    {
        var importances = new FeatureImportance[columns];
        foreach (TreeNode node in trees.SelectMany(tree => tree.Nodes).Where(node => !node.IsLeaf))
            importances[node.Column] = new FeatureImportance(importances[node.Column].Gain + node.Gain, importances[node.Column].Splits + 1);
        return [.. importances];
    }
}
