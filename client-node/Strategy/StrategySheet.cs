using System.Globalization;
using System.Text;
using CsvHelper;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>The list as a CSV file, a line for each customer to contact. Its last column names, for each number of the line, the marks and models that it rests on. It takes its place whole or not at all.</summary>
internal static class StrategySheet
{
    private static readonly string[] Headings =
    [
        "rank", "channel", "offer", "offer_probability", "item", "item_name", "own_code", "reason", "segment", "chance", "effect", "value", "cost", "expected_return", "return_low", "return_high", "confidence", "why", "missing", "sources",
    ];

    /// <param name="path">File to write; one that exists is replaced.</param>
    /// <param name="findings">What the sheet says.</param>
    public static void Write(string path, StrategyFindings findings)
    {
        var names = findings.Sources.ToDictionary(source => source.Mark, source => source.Words);
        using var file = new AtomicFile.Pending(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            WriteRow(csv, [ScoreSheet.Inert(findings.IdHeading), .. Headings]);
            for (var rank = 0; rank < findings.List.Count; rank++)
                WriteRow(csv, Cells(findings, findings.List[rank], rank + 1, names));
        }

        file.Commit();
    }

    private static IEnumerable<string> Cells(StrategyFindings findings, ContactLine line, int rank, Dictionary<int, string> names)
    {
        (string Name, SourcedFigure? Figure)[] numbers =
            [("offer_probability", line.OfferChance), ("chance", line.Chance), ("effect", line.Effect), ("value", line.Value), ("cost", line.Cost), ("expected_return", line.Return)];
        var sources = string.Join("; ", numbers.Where(each => each.Figure is not null).Select(each => $"{each.Name}: {string.Join(", ", each.Figure!.Value.Sources.Each().Select(mark => names[mark]))}"));
        return
        [
            ScoreSheet.Inert(line.Id), rank.ToString(CultureInfo.InvariantCulture), ScoreSheet.Inert(findings.Channels[line.Channel].Name), ScoreSheet.Inert(line.Offer), Number(line.OfferChance?.Value),
            ScoreSheet.Inert(line.Item), ScoreSheet.Inert(line.ItemName), ScoreSheet.Inert(line.OwnCode), ScoreSheet.Inert(line.Reason), ScoreSheet.Inert(line.Segment),
            Number(line.Chance?.Value), Number(line.Effect.Value), Number(line.Value.Value), Number(line.Cost.Value), Number(line.Return.Value), Number(line.Return.Number.Low), Number(line.Return.Number.High),
            Words(line.Confidence), ScoreSheet.Inert(line.Why), line.Missing, sources,
        ];
    }

    /// <summary>A confidence in a word: high, medium or low.</summary>
    public static string Words(ContactConfidence confidence) => Enum.GetName(confidence)!.ToLowerInvariant();

    private static string Number(double? number) => number is { } known && double.IsFinite(known) ? known.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
