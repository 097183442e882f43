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
    private readonly SiloRoles _roles;

    private SiloRows(IEnumerable<string> lines, char separator, SiloRoles roles)
    {
        string[][] rows = [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(line => line.Split(separator).Select(cell => cell.Trim('"').Trim()).ToArray())];
        (_names, _cells, _roles) = (rows[0], rows[1..], roles);
        Contract = DataContract.Create("table", [.. _names.Select(Field).OfType<ContractField>()]);
    }

    public static bool IsPresent => Directory.Exists(Data);

    public DataContract Contract { get; }

    private static string Data => Path.Combine(ReferenceMaterial.Folder ?? "", "data");

    public static SiloRows ShoppersByTraffic() => Shoppers(new SiloRoles { Silo = "TrafficType", Label = "Revenue", Positive = "TRUE" });

    /// <summary>What a visit's pages are worth, 0 of four visits in five; whether the visit ended in a purchase is not told.</summary>
    public static SiloRows PageValuesByTraffic() => Shoppers(new SiloRoles { Silo = "TrafficType", Label = "PageValues", Dropped = ["Revenue"] });

    public static SiloRows TelcoByContract() =>
        new(Lines("telco_churn", "Telco-Customer-Churn.csv"), ',', new SiloRoles { Silo = "Contract", Label = "Churn", Positive = "Yes", Dropped = ["customerID"] });

    public static SiloRows BankByJob()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Data, "bank_marketing", "bank+marketing.zip"));
        using var reader = new StreamReader(archive.GetEntry("bank+marketing/bank/bank-full.csv")!.Open());
        return new(reader.ReadToEnd().Split('\n'), ';', new SiloRoles { Silo = "job", Label = "y", Positive = "yes", Dropped = ["duration"] });
    }

    public static SiloRows ChurnByRegion() =>
        new(Lines("mlc_churn", "mlc_churn.csv"), ',', new SiloRoles { Silo = "state", Partner = CensusRegions.Of, Label = "churn", Positive = "yes", Dropped = ["state"] });

    public static SiloRows ChurnByArea() => new(Lines("mlc_churn", "mlc_churn.csv"), ',', new SiloRoles { Silo = "area_code", Label = "churn", Positive = "yes", Dropped = ["state"] });

    /// <summary>How often customers called for help, as a stand-in for the answers of a survey; states and plans are compared.</summary>
    public static SiloRows CallsByArea() => new(
        Lines("mlc_churn", "mlc_churn.csv"), ',',
        new SiloRoles { Silo = "area_code", Label = "number_customer_service_calls", Scale = (0, 9), Groups = ["state", "international_plan"] });

    /// <summary>What wholesale customers spend; their channel and region are not told.</summary>
    public static SiloRows WholesaleByRegion() =>
        new(Lines("wholesale", "Wholesale customers data.csv"), ',', new SiloRoles { Silo = "Region", FromZero = true, Dropped = ["CustomerId", "Channel", "Region"] });

    /// <summary>The cells of a column, in the order of the file.</summary>
    public IEnumerable<string> Cells(string column)
    {
        int place = Array.IndexOf(_names, column);
        return _cells.Select(row => row[place]);
    }

    /// <summary>The partners' tables, those of fewer rows than the floor left out; the salt decides who is held out.</summary>
    public IReadOnlyList<LocalTable> Partners(string salt, int fewestRows)
    {
        string[] partners = [.. Cells(_roles.Silo).Select(_roles.Partner)];
        return [.. Enumerable.Range(0, _cells.Length).GroupBy(row => partners[row]).Where(partner => partner.Count() >= fewestRows).OrderBy(partner => partner.Key, StringComparer.Ordinal).Select(partner => Table(partner, salt))];
    }

    private static SiloRows Shoppers(SiloRoles roles) => new(Lines("online_shoppers", "online_shoppers_intention.csv"), ';', roles);

    private static IEnumerable<string> Lines(string set, string file) => File.ReadLines(Path.Combine(Data, set, file));

    private LocalTable Table(IEnumerable<int> rows, string salt)
    {
        var builder = new LocalTableBuilder(Contract);
        int[] columns = [.. Contract.Columns.Select(field => Array.IndexOf(_names, field.Name))];
        foreach (int row in rows)
        {
            double[] values = [.. Contract.Columns.Select((field, index) => Value(field, _cells[row][columns[index]]))];
            builder.Add(values, Label(_cells[row]), TrainTestSplit.KeyOfId(salt, Encoding.UTF8.GetBytes(row.ToString(CultureInfo.InvariantCulture))));
        }

        return builder.Build();
    }

    private float Label(string[] cells)
    {
        if (Contract.Label is not { } label)
            return 0;
        string cell = cells[Array.IndexOf(_names, label.Name)];
        return label.IsNumeric ? float.Parse(cell, CultureInfo.InvariantCulture) : cell == label.Positive ? 1 : 0;
    }

    private static double Value(ContractField field, string cell) => field.IsNumeric
        ? cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)
        : field.Values.ToList().IndexOf(cell);

    private ContractField? Field(string name)
    {
        if (_roles.Dropped.Contains(name))
            return null;
        string[] values = [.. Cells(name).Distinct().Order(StringComparer.Ordinal)];
        double[] numbers = [.. values.Where(value => value.Length > 0).Select(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        FieldRole role = name == _roles.Label ? FieldRole.Label : _roles.Groups.Contains(name) ? FieldRole.Group : FieldRole.Feature;
        if (role == FieldRole.Label && _roles.Scale is var (lowest, highest))
            return new ContractField { Name = name, Type = FieldType.WholeNumber, Role = role, Minimum = lowest, Maximum = highest };
        if (role == FieldRole.Label && _roles.Positive.Length > 0)
            return new ContractField { Name = name, Type = FieldType.Category, Role = role, Values = values, Positive = _roles.Positive };
        return numbers.Any(double.IsNaN)
            ? new ContractField { Name = name, Type = FieldType.Category, Role = role, Values = [.. values.Where(value => value.Length > 0)] }
            : new ContractField { Name = name, Type = FieldType.Number, Role = role, Minimum = role == FieldRole.Label || _roles.FromZero ? 0 : numbers.Min(), Maximum = numbers.Max() + 1 };
    }
}
