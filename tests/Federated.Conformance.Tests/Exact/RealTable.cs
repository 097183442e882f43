using System.Globalization;
using System.IO.Compression;

namespace Federated.Conformance.Tests.Exact;

/// <summary>A real data set beside the checkout, encoded simply: numbers standardised and clipped to ±10, blanks as the median, words as one column a value.</summary>
internal sealed class RealTable
{
    private static readonly string? Data = Locate();

    private readonly Dictionary<string, string[]> _columns;

    private RealTable(IEnumerable<string> lines, char separator)
    {
        string[][] rows = [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(line => line.Split(separator).Select(cell => cell.Trim('"')).ToArray())];
        _columns = rows[0].Select((name, column) => (name, Values: rows.Skip(1).Select(row => row[column]).ToArray())).ToDictionary(pair => pair.name, pair => pair.Values);
        Count = rows.Length - 1;
    }

    /// <summary>Whether the data sets lie beside the checkout.</summary>
    public static bool IsPresent => Data is not null;

    public int Count { get; }

    public string[] this[string column] => _columns[column];

    public static RealTable Telco() => new(File.ReadLines(PathOf("telco_churn", "Telco-Customer-Churn.csv")), ',');

    public static RealTable Shoppers() => new(File.ReadLines(PathOf("online_shoppers", "online_shoppers_intention.csv")), ';');

    public static RealTable Wholesale() => new(File.ReadLines(PathOf("wholesale", "Wholesale customers data.csv")), ',');

    public static RealTable Bank()
    {
        using ZipArchive archive = ZipFile.OpenRead(PathOf("bank_marketing", "bank+marketing.zip"));
        using var reader = new StreamReader(archive.GetEntry("bank+marketing/bank/bank-full.csv")!.Open());
        return new RealTable(reader.ReadToEnd().Split('\n'), ';');
    }

    public IEnumerable<string> Names(params string[] without) => _columns.Keys.Where(name => !without.Contains(name));

    public bool IsNumeric(string column) => _columns[column].All(value => value.Trim().Length == 0 || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    public double[] Standardised(string column, Func<double, double>? scale = null)
    {
        scale ??= value => value;
        double[] known = [.. _columns[column].Where(value => value.Trim().Length > 0).Select(Number).Order()];
        double[] values = [.. _columns[column].Select(value => scale(value.Trim().Length > 0 ? Number(value) : known[known.Length / 2]))];
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => Math.Clamp((value - mean) / deviation, -10, 10))];
    }

    /// <summary>For each row the place of its word among the column's words.</summary>
    public (int[] Indices, int Size) Categories(string column)
    {
        string[] words = [.. _columns[column].Distinct().Order(StringComparer.Ordinal)];
        return ([.. _columns[column].Select(value => Array.BinarySearch(words, value, StringComparer.Ordinal))], words.Length);
    }

    /// <summary>One column for a number; for words one for each value but the first, so that no column depends on others.</summary>
    public double[][] Encoded(params string[] without) =>
    [
        .. Names(without).SelectMany(name =>
        {
            if (IsNumeric(name))
                return [Standardised(name)];
            (int[] indices, int size) = Categories(name);
            return Enumerable.Range(1, size - 1).Select(word => indices.Select(index => index == word ? 1.0 : 0).ToArray());
        }),
    ];

    /// <summary>The rows of each silo: those that share a value of the column.</summary>
    public int[][] Silos(string column) => [.. Enumerable.Range(0, Count).GroupBy(row => _columns[column][row]).Select(silo => silo.ToArray())];

    public static float[] Rows(double[][] columns, IEnumerable<int> rows) => [.. rows.SelectMany(row => columns.Select(column => (float)column[row]))];

    private static double Number(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string PathOf(string set, string file)
    {
        Assert.True(IsPresent, "The data sets are required and there is no folder shared/data beside the repository. Put it there, or unset FEDERATED_CONFORMANCE.");
        return Path.Combine(Data!, set, file);
    }

    private static string? Locate()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent;
        string? data = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "data") : null;
        return Directory.Exists(data) ? data : null;
    }
}
