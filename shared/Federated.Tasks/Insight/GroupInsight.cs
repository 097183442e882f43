namespace Federated.Tasks.Insight;

/// <summary>A table by groups.</summary>
/// <param name="First">The category whose values are its rows.</param>
/// <param name="Second">The category whose values are its columns; null in a table by one category.</param>
/// <param name="Measure">The number whose means it shows; null for counts alone.</param>
/// <param name="Groups">Row by row; none when there is nothing to show.</param>
public sealed record GroupInsight(string First, string? Second, string? Measure, IReadOnlyList<GroupFigure> Groups);
