using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Federated.Learning.Trees;

namespace Federated.Conformance.Tests.Learning;

/// <summary>
/// A public data set from the folder `shared/data` beside the repository, cut into the rows that scikit-learn trained on and was tested on
/// (TreesFixtures). Columns of numbers are numerical, all others categories.
/// </summary>
internal sealed class TreesRealTable
{
    private TreesRealTable(string[] columns, TrainingTable training, TrainingTable test, JsonElement figures) =>
        (Columns, Training, Test, Figures) = (columns, training, test, figures);

    /// <summary>Names of the features.</summary>
    public string[] Columns { get; }

    public TrainingTable Training { get; }

    public TrainingTable Test { get; }

    /// <summary>What scikit-learn reached.</summary>
    public JsonElement Figures { get; }

    private static DirectoryInfo Repository { get; } = FindRepository();

    private static string Data => Path.Combine(Repository.Parent!.FullName, "shared", "data");

    public static bool IsPresent => Directory.Exists(Data);

    public static TreesRealTable OnlineShoppers() =>
        Read("online_shoppers", File.ReadLines(Path.Combine(Data, "online_shoppers", "online_shoppers_intention.csv")), "Revenue", []);

    public static TreesRealTable BankMarketing()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Data, "bank_marketing", "bank+marketing.zip"));
        using var reader = new StreamReader(archive.GetEntry("bank+marketing/bank/bank-full.csv")!.Open());
        return Read("bank_marketing", reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries), "y", ["duration"]);
    }

    private static TreesRealTable Read(string name, IEnumerable<string> lines, string target, string[] dropped)
    {
        string[][] cells = [.. lines.Select(line => line.TrimEnd('\r').Split(';').Select(cell => cell.Trim('"')).ToArray())];
        string[][] rows = cells[1..];
        int label = Array.IndexOf(cells[0], target);
        int[] columns = [.. Enumerable.Range(0, cells[0].Length).Where(column => column != label && !dropped.Contains(cells[0][column]))];
        var kinds = new ColumnKind[columns.Length];
        var features = new float[rows.Length * columns.Length];
        for (int column = 0; column < columns.Length; column++)
        {
            string[] values = [.. rows.Select(row => row[columns[column]])];
            float[]? numbers = Numbers(values);
            kinds[column] = numbers is null ? ColumnKind.Categorical : ColumnKind.Numerical;
            numbers ??= Codes(values);
            for (int row = 0; row < rows.Length; row++)
                features[(row * columns.Length) + column] = numbers[row];
        }

        float[] labels = [.. rows.Select(row => row[label] is "TRUE" or "yes" ? 1f : 0f)];
        var table = new TrainingTable(features, columns.Length, labels, default, kinds);
        JsonElement figures = ReadFigures(name);
        byte[] bits = figures.GetProperty("test_rows").GetBytesFromBase64();
        ILookup<bool, int> isTest = Enumerable.Range(0, rows.Length).ToLookup(row => (bits[row / 8] >> (row % 8) & 1) != 0);
        var split = new TreesRealTable([.. columns.Select(column => cells[0][column])], table.Select([.. isTest[false]]), table.Select([.. isTest[true]]), figures);
        Assert.Equal(figures.GetProperty("rows").GetInt32(), rows.Length);
        Assert.Equal(figures.GetProperty("positives").GetInt32(), labels.Sum());
        Assert.Equal(figures.GetProperty("test_positives").GetInt32(), split.Test.Labels.ToArray().Sum());
        return split;
    }

    private static float[]? Numbers(string[] values)
    {
        var numbers = new float[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            if (!float.TryParse(values[row], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row]))
                return null;
        }

        return numbers;
    }

    private static float[] Codes(string[] values)
    {
        string[] categories = [.. values.Distinct().Order(StringComparer.Ordinal)];
        return [.. values.Select(value => (float)Array.BinarySearch(categories, value, StringComparer.Ordinal))];
    }

    private static JsonElement ReadFigures(string name)
    {
        string path = Path.Combine(Repository.FullName, "tests", "Federated.Conformance.Tests", "Learning", "TreesFixtures", "trees_on_real_data.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.GetProperty("sets").GetProperty(name).Clone();
    }

    private static DirectoryInfo FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent;
        return folder ?? throw new InvalidOperationException("No folder above the running test holds Federated.sln; run the tests from a checkout.");
    }
}
