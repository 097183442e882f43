using Federated.Tasks.Reports;

namespace Federated.Tasks.Strategy;

/// <summary>A cell of a sheet's table: words, or a number with its sources. There is no cell of a number without.</summary>
public sealed class SourcedCell
{
    private SourcedCell(string? words, SourcedFigure? figure, CellTone tone) => (Text, Figure, Tone) = (words, figure, tone);

    /// <summary>The words; null for a number.</summary>
    internal string? Text { get; }

    /// <summary>The number; null for words, and where there is none.</summary>
    internal SourcedFigure? Figure { get; }

    /// <summary>What it means.</summary>
    internal CellTone Tone { get; }

    /// <summary>Words, which say nothing in digits that a figure should say.</summary>
    public static SourcedCell Of(string words, CellTone tone = CellTone.Plain) => new(words, null, tone);

    /// <summary>A number; null where there is none.</summary>
    public static SourcedCell Of(SourcedFigure? figure, CellTone tone = CellTone.Plain) => new(null, figure, tone);
}
