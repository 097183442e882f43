using CsvHelper;

namespace Federated.Samples.Quickstart.Tables;

/// <summary>Guesses what separates cells: of comma, semicolon, tab and bar the one that gives equal rows, and then the most columns.</summary>
internal static class DelimiterGuess
{
    private const int SampleRows = 20;
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <param name="sample">The beginning of a file.</param>
    /// <param name="isWhole">Whether it is the whole file; if not, its last row may be cut off and is not judged.</param>
    public static char Of(string sample, bool isWhole) => Candidates
        .Select(candidate => (candidate, widths: Widths(sample, isWhole, candidate)))
        .OrderByDescending(each => each.widths.Count > 0 && each.widths[0] > 1)
        .ThenByDescending(each => each.widths.Distinct().Count() == 1)
        .ThenByDescending(each => each.widths.FirstOrDefault())
        .First().candidate;

    private static List<int> Widths(string sample, bool isWhole, char delimiter)
    {
        var widths = new List<int>();
        using var parser = new CsvParser(new StringReader(sample), CsvSettings.For(delimiter, () => { }));
        try
        {
            while (widths.Count <= SampleRows && parser.Read())
                widths.Add(parser.Count);
        }
        catch (MaxFieldSizeException)
        {
            return [];
        }

        if (!isWhole && widths.Count is > 1 and <= SampleRows)
            widths.RemoveAt(widths.Count - 1);
        return widths;
    }
}
