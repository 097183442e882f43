using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Federated.Tasks.Documents;

namespace Federated.Tasks.Items;

/// <summary>Reads the catalogue file that an operator keeps: CSV with the headings <c>id</c> and <c>name</c> (may be left out), and any others as attributes.</summary>
internal static class ItemCatalogueFile
{
    private const string Id = "id", Name = "name";

    /// <summary>The catalogue, or what is wrong with the text.</summary>
    /// <param name="text">The file's content.</param>
    public static (ItemCatalogue Catalogue, string? Fault) Read(string text)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim | TrimOptions.InsideQuotes, IgnoreBlankLines = true };
        using var csv = new CsvParser(new StringReader(text), configuration);
        try
        {
            return !csv.Read() ? Refused("it is empty") : Read(csv, csv.Record!);
        }
        catch (CsvHelperException)
        {
            return Refused(string.Create(CultureInfo.InvariantCulture, $"line {csv.RawRow} is not CSV"));
        }
    }

    private static (ItemCatalogue Catalogue, string? Fault) Read(CsvParser csv, string[] heading)
    {
        int id = Array.FindIndex(heading, IsCalled(Id)), name = Array.FindIndex(heading, IsCalled(Name));
        if (id < 0)
            return Refused($"no column is called '{Id}'; there are {string.Join(", ", heading.Take(10).Select(each => Shown.Of(each)))}");
        var rows = new List<string[]>();
        while (csv.Read())
        {
            string[] row = csv.Record!;
            if (row.Length != heading.Length)
                return Refused(string.Create(CultureInfo.InvariantCulture, $"line {csv.RawRow} has {row.Length} cells and the heading {heading.Length}"));
            if (rows.Count == ItemCatalogue.MostItems)
                return Refused(string.Create(CultureInfo.InvariantCulture, $"there are more than {ItemCatalogue.MostItems:N0} items"));
            rows.Add(row);
        }

        string[] ids = [.. rows.Select(row => row[id])];
        string[] names = [.. rows.Select(row => name < 0 || row[name].Length == 0 ? row[id] : row[name])];
        ItemTrait[] attributes = [.. heading.Select((title, at) => (title, at)).Where(column => column.at != id && column.at != name)
            .Select(column => new ItemTrait(column.title, [.. rows.Select(row => row[column.at])]))];
        return ItemRules.FaultOf(ids, names, attributes) is { } fault ? Refused(fault) : (new ItemCatalogue(ids, names, attributes), null);
    }

    private static Predicate<string> IsCalled(string word) => title => title.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static (ItemCatalogue, string?) Refused(string fault) => (ItemCatalogue.None, fault);
}
