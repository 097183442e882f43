namespace Federated.Tasks.Reports;

/// <summary>One cell of a table: words, or a number with or without an interval.</summary>
public sealed record ReportCell
{
    private ReportCell()
    {
    }

    /// <summary>The words; null for a number.</summary>
    public string? Text { get; private init; }

    /// <summary>The number; null for words.</summary>
    public Estimate? Number { get; private init; }

    /// <summary>What it means.</summary>
    public CellTone Tone { get; private init; }

    /// <summary>How this number is written, where it is not as its column; null otherwise.</summary>
    public FigureFormat? Format { get; private init; }

    /// <summary>A few words that follow the number, such as the marks of its sources; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>A cell of words; a stranger's words may be handed in as they are.</summary>
    public static ReportCell Of(string text, CellTone tone = CellTone.Plain) => new() { Text = text, Tone = tone };

    /// <summary>A number in the format of its column; null and NaN are shown as absent.</summary>
    public static ReportCell Of(double? number, CellTone tone = CellTone.Plain) => new() { Number = new Estimate(number ?? double.NaN), Tone = tone };

    /// <summary>A number with its interval; <paramref name="format"/> in a column whose rows are different things.</summary>
    public static ReportCell Of(Estimate number, CellTone tone = CellTone.Plain, FigureFormat? format = null) => new() { Number = number, Tone = tone, Format = format };

    /// <summary>What a person reads.</summary>
    public string Show(FigureFormat? format)
    {
        var shown = Text ?? FigureText.Of(Number!.Value, Format ?? format ?? FigureFormat.Number);
        return Note.Length == 0 ? shown : $"{shown} {Note}";
    }
}
