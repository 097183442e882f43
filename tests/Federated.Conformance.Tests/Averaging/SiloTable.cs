using System.Globalization;
using System.IO.Compression;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Conformance.Tests.Averaging;

/// <summary>
/// A public data set whose rows belong to natural partners. Numbers are imputed by the median and standardised, words are one-hot; medians, means and deviations
/// are those of everybody's training rows, which a secure sum gives.
/// </summary>
internal sealed class SiloTable
{
    private readonly Dictionary<string, string[]> _columns;
    private readonly float[] _labels;
    private readonly string[] _silos;

    private SiloTable(IEnumerable<string> lines, char separator, string target, string silo, string[] dropped)
    {
        string[][] cells = [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(line => line.Split(separator).Select(cell => cell.Trim('"')).ToArray())];
        Dictionary<string, string[]> columns = cells[0].Select((name, column) => (name, values: cells[1..].Select(row => row[column]).ToArray())).ToDictionary(pair => pair.name, pair => pair.values);
        _labels = [.. columns[target].Select(value => value is "yes" or "Yes" ? 1f : 0f)];
        _silos = columns[silo];
        _columns = columns.Where(column => column.Key != target && !dropped.Contains(column.Key)).ToDictionary(column => column.Key, column => column.Value);
    }

    public static bool IsPresent => Directory.Exists(Data);

    private static string Data => Path.Combine(Repository(), "..", "shared", "data");

    public static SiloTable TelcoByContract()
        => new(File.ReadLines(Path.Combine(Data, "telco_churn", "Telco-Customer-Churn.csv")), ',', "Churn", "Contract", ["customerID"]);

    public static SiloTable BankByJob()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Data, "bank_marketing", "bank+marketing.zip"));
        using var reader = new StreamReader(archive.GetEntry("bank+marketing/bank/bank-full.csv")!.Open());
        return new SiloTable(reader.ReadToEnd().Split('\n'), ';', "y", "job", ["duration"]);
    }

    /// <summary>The partners' rows, three fifths to train, one fifth each to judge and to test, drawn anew with each seed.</summary>
    public IReadOnlyList<Silo> Split(ulong seed)
    {
        int rows = _labels.Length;
        var generator = new SeededGenerator(seed);
        double[] draws = [.. Enumerable.Range(0, rows).Select(_ => generator.NextDouble())];
        double[][] encoded = [.. _columns.Values.SelectMany(values => Encode(values, draws))];
        LabelledRows Part(IEnumerable<int> chosen)
        {
            int[] kept = [.. chosen];
            var features = new float[kept.Length * encoded.Length];
            for (int index = 0; index < features.Length; index++)
                features[index] = (float)encoded[index % encoded.Length][kept[index / encoded.Length]];
            float[] labels = [.. kept.Select(row => _labels[row])];
            return new LabelledRows(features, encoded.Length, labels);
        }

        return [.. Enumerable.Range(0, rows).GroupBy(row => _silos[row]).OrderBy(silo => silo.Key, StringComparer.Ordinal).Select(silo => new Silo(
            silo.Key, Part(silo.Where(row => draws[row] < 0.6)), Part(silo.Where(row => draws[row] is >= 0.6 and < 0.8)), Part(silo.Where(row => draws[row] >= 0.8))))];
    }

    private static IEnumerable<double[]> Encode(string[] values, double[] draws)
    {
        if (!values.All(value => value.Trim().Length == 0 || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            return values.Distinct().Order(StringComparer.Ordinal).Select(word => values.Select(value => value == word ? 1.0 : 0.0).ToArray());
        double?[] numbers = [.. values.Select(value => value.Trim().Length == 0 ? (double?)null : double.Parse(value, CultureInfo.InvariantCulture))];
        double[] training = [.. numbers.Where((value, row) => value is not null && draws[row] < 0.6).Select(value => value!.Value).Order()];
        double median = training[training.Length / 2], mean = training.Average(), deviation = Math.Sqrt(training.Average(value => (value - mean) * (value - mean)));
        return [[.. numbers.Select(value => ((value ?? median) - mean) / deviation)]];
    }

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository; there is no Federated.sln above them.");
        return folder.FullName;
    }
}
