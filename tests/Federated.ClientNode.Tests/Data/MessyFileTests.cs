using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;

namespace Federated.ClientNode.Tests.Data;

/// <summary>A thousand rows with every fault at rows that are known beforehand: counts, lines and treatments must come out exactly.</summary>
public class MessyFileTests
{
    private const int RowCount = 1000;

    /// <summary>How row i (from 0) goes wrong: the first kind whose divisor and remainder fit.</summary>
    private static readonly (string Name, int Divisor, int Remainder, Func<int, string> Row)[] Kinds =
    [
        ("short", 97, 5, i => $"c{i},KS,1"),
        ("long", 89, 7, i => $"c{i},KS,1,1,1,no,too,many"),
        ("quote", 83, 11, i => $"c{i},\"K\"S,1,1,1,no"),
        ("no id", 79, 13, _ => ",KS,1,1,1,no"),
        ("state", 73, 17, i => $"c{i},ZZ,1,1,1,no"),
        ("range", 71, 19, i => $"c{i},KS,{(i % 2 == 0 ? "-0.5" : "500.5")},1,1,no"),
        ("missing", 67, 23, i => $"c{i},KS,,1,1,no"),
        ("type", 61, 29, i => $"c{i},KS,1,\"1,5\",1,no"),
        ("nan", 59, 31, i => $"c{i},KS,1,NaN,1,no"),
        ("boolean", 53, 37, i => $"c{i},KS,1,1,maybe,no"),
        ("no label", 47, 41, i => $"c{i},KS,1,1,1,"),
        ("label", 43, 1, i => $"c{i},KS,1,1,1,perhaps"),
        ("break", 41, 3, i => $"\"c\n{i}\",KS,1,1,1,no"),
        ("blank before", 37, 2, i => $"\nc{i},KS,1,1,1,no"),
    ];

    private static readonly string[] Harmless = ["break", "blank before"];

    [Fact]
    public void Read_EveryFaultAtOnce_CountsEachAndNamesItsFirstThreeLines()
    {
        (byte[] csv, Dictionary<string, List<long>> lines) = Write();
        DataReading reading = CsvScenario.Read(csv);
        Assert.Null(reading.Table);
        Assert.Equal(RowCount, reading.Report.RowCount);
        Assert.Equal(11, reading.Report.Faults.Count);
        Expect(reading.Report.Faults, "FED-DATA-RAGGED", null, [.. lines["short"].Concat(lines["long"]).Order()]);
        Expect(reading.Report.Faults, "FED-DATA-QUOTE", null, lines["quote"]);
        Expect(reading.Report.Faults, "FED-DATA-MISSING", "customer", lines["no id"]);
        Expect(reading.Report.Faults, "FED-DATA-VALUE", "state", lines["state"]);
        Expect(reading.Report.Faults, "FED-DATA-RANGE", "minutes", lines["range"]);
        Expect(reading.Report.Faults, "FED-DATA-MISSING", "minutes", lines["missing"]);
        Expect(reading.Report.Faults, "FED-DATA-TYPE", "calls", lines["type"]);
        Expect(reading.Report.Faults, "FED-DATA-NOT-FINITE", "calls", lines["nan"]);
        Expect(reading.Report.Faults, "FED-DATA-TYPE", "plan", lines["boolean"]);
        Expect(reading.Report.Faults, "FED-DATA-MISSING", "churn", lines["no label"]);
        Expect(reading.Report.Faults, "FED-DATA-VALUE", "churn", lines["label"]);
        Assert.Equal(6, reading.Report.FailingFieldCount);
        DataFault blank = Assert.Single(reading.Report.Notices);
        Assert.Equal($"{lines["blank before"].Count} blank lines", blank.What);
    }

    [Fact]
    public void Read_EveryFaultTreated_KeepsExactlyTheRowsThatAreLeft()
    {
        (byte[] csv, Dictionary<string, List<long>> lines) = Write();
        DataReading reading = CsvScenario.Read(csv, """
            ragged: drop_row
            columns:
              customer: {invalid: drop_row}
              state: {invalid: empty}
              minutes: {invalid: drop_row, out_of_range: clamp}
              calls: {invalid: empty}
              plan: {invalid: drop_row}
              churn: {invalid: drop_row}
            """);
        string[] dropped = ["short", "long", "quote", "no id", "missing", "boolean", "no label", "label"];
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        Assert.Equal(RowCount - dropped.Sum(kind => lines[kind].Count), reading.Table!.RowCount);
        Assert.Equal(lines["state"].Count, reading.Table.Categories("state").Count(-1));
        Assert.Equal(lines["range"].Count, reading.Table.Numbers("minutes").ToArray().Count(minutes => minutes is 0 or 500));
        Assert.Equal(lines["type"].Count + lines["nan"].Count, reading.Table.Numbers("calls").ToArray().Count(double.IsNaN));
        Assert.Equal(12, reading.Report.Notices.Count);
    }

    private static void Expect(IEnumerable<DataFault> faults, string code, string? field, List<long> lines)
    {
        DataFault fault = Assert.Single(faults, each => each.Code == code && each.Field == field);
        Assert.True(lines.Count > 3);
        Assert.Equal((lines.Count, lines.Count / (double)RowCount), ((int)fault.Count, fault.Share));
        Assert.Equal(lines.Take(3), fault.Lines);
    }

    private static (byte[] Csv, Dictionary<string, List<long>> Lines) Write()
    {
        var csv = new StringBuilder(CsvScenario.Header).Append('\n');
        var lines = Kinds.ToDictionary(kind => kind.Name, _ => new List<long>());
        long line = 2;
        for (int i = 0; i < RowCount; i++)
        {
            var kind = Kinds.FirstOrDefault(each => i % each.Divisor == each.Remainder);
            string row = kind.Row?.Invoke(i) ?? string.Create(CultureInfo.InvariantCulture, $"c{i},OH,{1 + (i % 400)}.25,{i % 200},no,{(i % 7 == 0 ? "yes" : "no")}");
            if (kind.Name is not null)
                lines[kind.Name].Add(kind.Name == "blank before" ? line + 1 : line);
            csv.Append(row).Append('\n');
            line += 1 + row.Count(c => c == '\n');
        }
        Assert.All(Harmless, name => Assert.NotEmpty(lines[name]));
        return (Encoding.UTF8.GetBytes(csv.ToString()), lines);
    }
}
