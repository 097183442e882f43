using System.Collections.Immutable;
using Federated.Learning.Trees;

namespace Federated.Learning.Explanations;

/// <summary>Which columns trees gained most by. Cheap, since the trees hold it, but measured on training rows: columns with many values look better than they are.</summary>
/// <param name="Column">The column.</param>
/// <param name="Share">Its part of the gains of all splits, 0 to 1.</param>
/// <param name="Splits">Splits on it.</param>
public readonly record struct SplitGains(int Column, double Share, int Splits)
{
    /// <summary>All columns, the greatest share first.</summary>
    /// <param name="importances">Of a model's <c>Importances()</c>, one a column.</param>
    public static ImmutableArray<SplitGains> Of(ImmutableArray<FeatureImportance> importances)
    {
        double all = importances.Sum(importance => importance.Gain);
        return [.. importances.Select((importance, column) => new SplitGains(column, all > 0 ? importance.Gain / all : 0, importance.Splits))
            .OrderByDescending(gains => gains.Share).ThenBy(gains => gains.Column)];
    }
}
