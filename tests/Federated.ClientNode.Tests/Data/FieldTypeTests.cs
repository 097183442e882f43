using Federated.ClientNode.Data;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data;

/// <summary>Dates, texts, groups and labels that are no two classes.</summary>
public class FieldTypeTests
{
    private static readonly DataContract Contract = DataContract.Parse("""
        name: visits
        fields:
          - {name: customer, role: id}
          - {name: joined, type: date, min: 2000-01-01, max: 2030-12-31}
          - {name: comment, type: text}
          - {name: region, type: category, role: group, values: [north, south]}
          - {name: spent, type: number, role: label, min: 0, max: 1000}
        """, "contract.yaml");

    [Theory]
    [InlineData("2026-01-31", "")]
    [InlineData("2026-01-31T23:59:59", "")]
    [InlineData("31.1.2026", "date_format: d.M.yyyy")]
    [InlineData("01/31/2026", "columns: {joined: {date_format: MM/dd/yyyy}}")]
    public void Read_Dates_AreDays(string cell, string settings)
    {
        DataReading reading = Read($"c1,{cell},x,north,1\nc2,,y,,2.5\n", settings);
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        Assert.Equal([Days.Of(new DateOnly(2026, 1, 31)), double.NaN], reading.Table!.Numbers("joined").ToArray());
    }

    [Theory]
    [InlineData("31.01.2026", "FED-DATA-TYPE", "joined must be a date (2026-01-31)")]
    [InlineData("2026-02-30", "FED-DATA-TYPE", "joined must be a date (2026-01-31)")]
    [InlineData("1999-12-31", "FED-DATA-RANGE", "joined must lie in 2000-01-01 … 2030-12-31")]
    public void Read_CellThatIsNoSuchDate_IsNamed(string cell, string code, string what)
    {
        DataFault fault = CsvScenario.OnlyFault(Read($"c1,{cell},x,north,1\n"));
        Assert.Equal((code, what, cell), (fault.Code, fault.What, fault.Example));
    }

    [Fact]
    public void Read_DateOutOfRange_IsClampedWhereTheMappingSaysSo() =>
        Assert.Equal([Days.Of(new DateOnly(2000, 1, 1))], Read("c1,1999-12-31,x,north,1\n", "columns: {joined: {out_of_range: clamp}}").Table!.Numbers("joined").ToArray());

    [Fact]
    public void Read_TextsGroupsAndNumericLabels_ReachTheTable()
    {
        LocalTable table = Read("c1,2026-01-31,\" good, bad \",north,1\nc2,,NA,,2.5\n", "missing: [NA]").Table!;
        Assert.Equal(new[] { "good, bad", null }, table.Texts("comment").ToArray().AsEnumerable());
        Assert.Equal([0, -1], table.Categories("region").ToArray());
        Assert.Equal([1f, 2.5f], table.Labels.ToArray());
    }

    [Fact]
    public void Read_LabelOutOfItsBounds_IsAFault() => Assert.Equal("spent", CsvScenario.OnlyFault(Read("c1,,x,north,1000.5\n")).Field);

    [Fact]
    public void Read_WithoutIds_TellsRowsApartByTheirTexts()
    {
        DataContract contract = DataContract.Create("c", [.. Contract.Fields.Where(field => field.Role != FieldRole.Id)]);
        DataReading reading = CsvScenario.Read(
            contract, CsvScenario.Mapping(), new MemoryStream("joined,comment,region,spent\n,a,,1\n,b,,1\n,a,,1\n,,,1\n"u8.ToArray()), "salt", ReadPurpose.Training);
        ulong[] keys = reading.Table!.SplitKeys.ToArray();
        Assert.Equal(keys[0], keys[2]);
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public void Read_PartsOfAMoment_AreItsHourAndWeekday()
    {
        const string Rows = "c1,2026-01-31T23:59:59\nc2,2026-02-01 00:00\nc3,2026-02-02T08:30:00+02:00\nc4,\n";
        DataReading reading = ReadMoments(Rows, "");
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        Assert.Equal([2, 0, 1, -1], reading.Table!.Categories("hour").ToArray());
        Assert.Equal([6, 7, 1, double.NaN], reading.Table.Numbers("weekday").ToArray());
        Assert.Equal([1], ReadMoments("c1,31.1.2026 6:05\n", "date_format: d.M.yyyy H:mm").Table!.Categories("hour").ToArray());
    }

    [Theory]
    [InlineData("2026-01-31", "", "FED-DATA-TYPE", "hour must come from a date with a time of day (2026-01-31T13:05, or as date_format: says)")]
    [InlineData("31.1.2026", "date_format: d.M.yyyy", "FED-DATA-TYPE", "hour must come from a date with a time of day (2026-01-31T13:05, or as date_format: says)")]
    [InlineData("2026-01-31T07:00", "", "FED-DATA-VALUE", "hour must be one of 0, 6, 23")]
    public void Read_CellWithoutSuchAPart_IsNamed(string cell, string settings, string code, string what)
    {
        DataFault fault = CsvScenario.OnlyFault(ReadMoments($"c1,{cell}\n", settings));
        Assert.Equal((code, what), (fault.Code, fault.What));
    }

    private static DataReading ReadMoments(string rows, string settings) => CsvScenario.Read(
        DataContract.Parse(
            """
            name: shown
            fields:
              - {name: customer, role: id}
              - {name: hour, type: category, values: [0, 6, 23]}
              - {name: weekday, type: integer, min: 1, max: 7}
            """, "contract.yaml"),
        CsvScenario.Mapping($"columns: {{hour: {{column: shown, part: hour}}, weekday: {{column: shown, part: weekday}}}}\n{settings}"),
        new MemoryStream(System.Text.Encoding.UTF8.GetBytes("customer,shown\n" + rows)), "salt", ReadPurpose.Scoring);

    private static DataReading Read(string rows, string settings = "") => CsvScenario.Read(
        Contract, CsvScenario.Mapping(settings), new MemoryStream(System.Text.Encoding.UTF8.GetBytes("customer,joined,comment,region,spent\n" + rows)), "salt", ReadPurpose.Training);
}
