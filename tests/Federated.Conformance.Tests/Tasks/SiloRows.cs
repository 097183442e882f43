using System.Globalization;
using System.IO.Compression;
using System.Text;
using Federated.Tasks.Schema;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>A public table under a contract of its own, its rows by natural partners. Numbers are bounded by what the table holds; a word is a value of its column.</summary>
internal sealed class SiloRows
{
    private readonly string[] _names;
    private readonly string[][] _cells;
    private readonly int _silo;

    private SiloRows(IEnumerable<string> lines, char separator, string label, string positive, string silo, string[] dropped)
    {
        string[][] rows = [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(line => line.Split(separator).Select(cell => cell.Trim('"').Trim()).ToArray())];
        (_names, _cells) = (rows[0], rows[1..]);
        _silo = Array.IndexOf(_names, silo);
        Contract = DataContract.Create("table", [.. _names.Select((name, column) => Field(name, column, label, positive, dropped)).OfType<ContractField>()]);
    }

    public static bool IsPresent => Directory.Exists(Data);

    public DataContract Contract { get; }

    private static string Data => Path.Combine(ReferenceMaterial.Folder ?? "", "data");

    public static SiloRows ShoppersByTraffic() =>
        new(File.ReadLines(Path.Combine(Data, "online_shoppers", "online_shoppers_intention.csv")), ';', "Revenue", "TRUE", "TrafficType", []);

    public static SiloRows TelcoByContract() =>
        new(File.ReadLines(Path.Combine(Data, "telco_churn", "Telco-Customer-Churn.csv")), ',', "Churn", "Yes", "Contract", ["customerID"]);

    public static SiloRows BankByJob()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Data, "bank_marketing", "bank+marketing.zip"));
        using var reader = new StreamReader(archive.GetEntry("bank+marketing/bank/bank-full.csv")!.Open());
        return new(reader.ReadToEnd().Split('\n'), ';', "y", "yes", "job", ["duration"]);
    }

    /// <summary>The partners' tables, those of fewer rows than the floor left out; the salt decides who is held out.</summary>
    public IReadOnlyList<LocalTable> Partners(string salt, int fewestRows) =>
        [.. Enumerable.Range(0, _cells.Length).GroupBy(row => _cells[row][_silo]).Where(silo => silo.Count() >= fewestRows).OrderBy(silo => silo.Key, StringComparer.Ordinal).Select(silo => Table(silo, salt))];

    private LocalTable Table(IEnumerable<int> rows, string salt)
    {
        var builder = new LocalTableBuilder(Contract);
        int[] columns = [.. Contract.Columns.Select(field => Array.IndexOf(_names, field.Name))];
        int label = Array.IndexOf(_names, Contract.Label!.Name);
        foreach (int row in rows)
        {
            double[] values = [.. Contract.Columns.Select((field, index) => Value(field, _cells[row][columns[index]]))];
            ulong key = TrainTestSplit.KeyOfId(salt, Encoding.UTF8.GetBytes(row.ToString(CultureInfo.InvariantCulture)));
            builder.Add(values, _cells[row][label] == Contract.Label.Positive ? 1 : 0, key);
        }

        return builder.Build();
    }

    private static double Value(ContractField field, string cell) => field.IsNumeric
        ? cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)
        : field.Values.ToList().IndexOf(cell);

    private ContractField? Field(string name, int column, string label, string positive, string[] dropped)
    {
        if (dropped.Contains(name))
            return null;
        string[] values = [.. _cells.Select(row => row[column]).Distinct().Order(StringComparer.Ordinal)];
        double[] numbers = [.. values.Where(value => value.Length > 0).Select(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        if (name == label)
            return new ContractField { Name = name, Type = FieldType.Category, Role = FieldRole.Label, Values = values, Positive = positive };
        return numbers.Any(double.IsNaN)
            ? new ContractField { Name = name, Type = FieldType.Category, Values = [.. values.Where(value => value.Length > 0)] }
            : new ContractField { Name = name, Type = FieldType.Number, Minimum = numbers.Min(), Maximum = numbers.Max() + 1 };
    }
}
