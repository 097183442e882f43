using Federated.Tasks.Catalogue;
using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>What one model gave to a sheet.</summary>
/// <param name="Input">The model.</param>
/// <param name="Source">The source of its numbers.</param>
/// <param name="Customers">Customers that it knows.</param>
/// <param name="Missing">Why it gave nothing of single customers; empty when it did.</param>
/// <param name="Rates">What happened by group, over all partners.</param>
/// <param name="Drifted">Fields that changed a lot since training, with the stability index.</param>
internal sealed record StrategyPart(StrategyInput Input, StrategySource Source, long Customers, string Missing, IReadOnlyList<GroupRate> Rates, IReadOnlyList<(string Field, double Index)> Drifted)
{
    /// <summary>Sums over its customers, by column: for means.</summary>
    public IReadOnlyDictionary<string, ColumnMean> Means { get; init; } = new Dictionary<string, ColumnMean>();

    /// <summary>Whether this node's own choice was its own model, because the joint one is no better here.</summary>
    public bool UsesOwnModel { get; } = Input.Memory is not null && Presented(Input).Any(figure => figure.Label == TaskReport.ScoreSource && figure.Value == "local");

    /// <summary>Its task.</summary>
    public string Task => Input.Task;

    /// <summary>The mark of its numbers.</summary>
    public SourceMarks Marks => Source.Marks;

    /// <summary>The mean of a column over the customers of whom it is known; null when there are none.</summary>
    public SourcedFigure? MeanOf(string column) => Means.GetValueOrDefault(column) is { Count: > 0 } mean ? new SourcedFigure(mean.Value, Marks) : null;

    private static IReadOnlyList<KeyFigure> Presented(StrategyInput input) => TaskCatalogue.For(input.Model.Job).Present(input.Model.Snapshot, input.Memory, rows: null).KeyFigures;
}
