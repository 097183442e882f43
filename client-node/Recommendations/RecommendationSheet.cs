using System.Globalization;
using System.Text;
using CsvHelper;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;
using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Recommendations;

/// <summary>
/// The lists as a CSV file for this partner's own people, a line for each customer and place: the customer's id, the place, the item's id, name and own code, the score, "bought …" of
/// the customer's items that speak for it, each with its share of what they add, and the model. It takes its place whole or not at all.
/// </summary>
internal static class RecommendationSheet
{
    /// <summary>What a line says of a customer of whom no item in common is known.</summary>
    public const string Cold = "popular: no item in common is known of this customer";

    /// <param name="path">File to write; one that exists is replaced.</param>
    /// <param name="lists">The customers.</param>
    /// <param name="wish">What is wanted.</param>
    /// <returns>Customers written, those without a history among them, and lines.</returns>
    public static (long Customers, long Cold, long Lines) Write(string path, CustomerLists lists, ListWish wish)
    {
        long customers = 0, cold = 0, lines = 0;
        using var file = new AtomicFile.Pending(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            WriteRow(csv, [ScoreSheet.Inert(lists.Heading), "rank", "item", "name", "own_code", "score", "reason", "model"]);
            foreach (var (customer, list) in lists.Of(wish))
            {
                customers++;
                cold += list.IsCold ? 1 : 0;
                for (var place = 0; place < list.Items.Count; place++, lines++)
                    WriteRow(csv, Cells(lists, customer, list, place));
            }
        }

        file.Commit();
        return (customers, cold, lines);
    }

    /// <summary>Why an item is on a customer's list, in words; null when nothing that the customer has speaks for it.</summary>
    public static string? ReasonOf(CustomerLists lists, CustomerList list, ListedItem listed) => list.IsCold ? Cold
        : listed.Because.Count == 0 ? null
        : $"bought {string.Join("; ", listed.Because.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{lists.Items.Names[reason.Item]} ({reason.Share:0%})")))}";

    private static IEnumerable<string> Cells(CustomerLists lists, string customer, CustomerList list, int place)
    {
        var listed = list.Items[place];
        return
        [
            ScoreSheet.Inert(customer), (place + 1).ToString(CultureInfo.InvariantCulture), ScoreSheet.Inert(lists.Items.Ids[listed.Item]), ScoreSheet.Inert(lists.Items.Names[listed.Item]),
            ScoreSheet.Inert(lists.CodeOf(listed.Item)), listed.Score.ToString("0.000000", CultureInfo.InvariantCulture), ReasonOf(lists, list, listed) ?? "", lists.Version,
        ];
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
