using System.Text;
using Federated.ClientNode.Data;
using Federated.Tasks.Schema;
using static Federated.ClientNode.Tests.Data.CsvScenario;

namespace Federated.ClientNode.Tests.Data;

public class TableReaderTests
{
    private const string TwoRows = Header + "\nc1,KS,1.5,7,yes,no\nc2,,500,,0,yes\n";

    [Theory]
    [InlineData(TwoRows)]
    [InlineData("\ufeff" + TwoRows)]
    [InlineData("churn,plan,extra,calls,minutes,state,customer\r\nno,TRUE,x,7,1.5,KS,c1\r\nyes,n,y,,5e2,,c2")]
    [InlineData("\"customer\",\"state\",\"minutes\",\"calls\",\"plan\",\"churn\"\n\"c1\",\" KS \",\"1.5\",\"+7\",\"t\",\"no\"\n\n\"c2\",\"\",\"500.0\",\"\",\"f\",\"yes\"\n\n")]
    public void Read_SoundFileInAnyForm_GivesTheSameTable(string csv)
    {
        DataReading reading = CsvScenario.Read(csv);
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        LocalTable table = reading.Table!;
        Assert.Equal([0, -1], table.Categories("state").ToArray());
        Assert.Equal([1.5, 500], table.Numbers("minutes").ToArray());
        Assert.Equal([7, double.NaN], table.Numbers("calls").ToArray());
        Assert.Equal([1, 0], table.Categories("plan").ToArray());
        Assert.Equal([0f, 1f], table.Labels.ToArray());
        Assert.Equal([TrainTestSplit.KeyOfId("salt", "c1"u8), TrainTestSplit.KeyOfId("salt", "c2"u8)], table.SplitKeys.ToArray());
        Assert.Empty(reading.Ids);
    }

    [Fact]
    public void Read_QuotedLineBreaksAndDelimiters_AreOneRow()
    {
        DataReading reading = CsvScenario.Read("customer,state,minutes,calls,plan,churn,note\nc1,KS,1,1,1,no,\"a\nb, \"\"c\"\"\"\nc2,KS,bad,1,1,yes,x\n");
        Assert.Equal([4L], OnlyFault(reading).Lines);
        Assert.Equal(2, reading.Report.RowCount);
    }

    [Fact]
    public void Read_ForScoring_NeedsNoLabelAndKeepsIdsAndLines()
    {
        DataReading reading = CsvScenario.Read("customer,state,minutes,calls,plan\nc1,KS,1,1,1\n c2 ,KS,,1,1\nc3,KS,2,1,1\n", "columns: {minutes: {invalid: drop_row}}", ReadPurpose.Scoring);
        Assert.Equal(["c1", "c3"], reading.Ids);
        Assert.Equal([2L, 4L], reading.Lines);
        Assert.Equal(2, reading.Table!.RowCount);
        Assert.False(reading.Table.HasLabels);
    }

    [Fact]
    public void Read_WithoutAnIdField_GivesEqualRowsEqualSplitKeys()
    {
        DataContract contract = DataContract.Create("c", [.. Contract.Fields.Where(field => field.Role != FieldRole.Id)]);
        byte[] csv = Encoding.UTF8.GetBytes("state,minutes,calls,plan,churn\nKS,1,1,1,no\nKS,1.0,1,yes,no\nKS,1,1,1,yes\n");
        ulong[] keys = CsvScenario.Read(contract, Mapping(), new MemoryStream(csv), "salt", ReadPurpose.Training).Table!.SplitKeys.ToArray();
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Fact]
    public void Read_EmptyFile_SaysSo() => Assert.Equal("FED-DATA-EMPTY", OnlyFault(CsvScenario.Read("")).Code);

    [Fact]
    public void Read_HeaderOnly_SaysThatThereAreNoRows()
    {
        DataFault fault = OnlyFault(CsvScenario.Read(Header + "\n"));
        Assert.Equal(("FED-DATA-ROWS", "customers.csv has a header and no rows"), (fault.Code, fault.What));
    }

    [Fact]
    public void Read_EveryRowDropped_SaysThatNoneIsLeft()
    {
        DataReading reading = CsvScenario.Read(Header + "\nc1,KS,x,1,1,no\n", "columns: {minutes: {invalid: drop_row}}");
        Assert.Equal(("FED-DATA-ROWS", "all 1 rows were left out"), (OnlyFault(reading).Code, OnlyFault(reading).What));
    }

    [Theory]
    [InlineData("no", "never")]
    [InlineData("yes", "always")]
    public void Read_LabelOfOneClass_NamesTheFieldAndTheClass(string label, string word)
    {
        DataFault fault = OnlyFault(CsvScenario.Read($"{Header}\nc1,KS,1,1,1,{label}\nc2,KS,1,1,1,{label}\n"));
        Assert.Equal(("FED-DATA-LABEL", "churn", $"churn is {word} 'yes' in 2 rows, so there is only one class to learn"), (fault.Code, fault.Field, fault.What));
    }

    [Theory]
    [InlineData(';', "';'", "';'")]
    [InlineData('\t', "'tab'", "tab")]
    [InlineData('|', "'|'", "'|'")]
    public void Read_WrongDelimiter_CountsTheLikelyOneAndNamesTheSetting(char delimiter, string shown, string setting)
    {
        DataReading reading = CsvScenario.Read(TwoRows.Replace(',', delimiter));
        DataFault fault = OnlyFault(reading);
        Assert.Equal(("FED-DATA-DELIMITER", $"the header has 1 column and contains 5 {shown}", $"mapping.yaml: set delimiter: {setting}"), (fault.Code, fault.What, fault.Mend));
        Assert.True(CsvScenario.Read(TwoRows.Replace(',', delimiter), $"delimiter: {setting}").Report.IsUsable);
    }

    [Fact]
    public void Read_MissingColumn_SuggestsTheNearestOne()
    {
        DataFault fault = OnlyFault(CsvScenario.Read(TwoRows.Replace("minutes", "Minute", StringComparison.Ordinal)));
        Assert.Equal(("FED-DATA-COLUMN", "minutes: the header has no column 'minutes'"), (fault.Code, fault.What));
        Assert.Equal("did you mean 'Minute'? mapping.yaml, under columns: minutes: { column: Minute }", fault.Mend);
        Assert.True(CsvScenario.Read(TwoRows.Replace("minutes", "Minute", StringComparison.Ordinal), "columns: {minutes: {column: Minute}}").Report.IsUsable);
    }

    [Fact]
    public void Read_MissingColumn_StillNamesTheFaultsOfTheOthers()
    {
        DataReading reading = CsvScenario.Read("customer,state,calls,plan,churn\nc1,XX,1,1,no\nc2,KS,1,1,yes\n");
        Assert.Equal(["FED-DATA-COLUMN", "FED-DATA-VALUE"], reading.Report.Faults.Select(fault => fault.Code));
        Assert.Equal(0, reading.Report.UsedRowCount);
        Assert.Null(reading.Table);
    }

    [Fact]
    public void Read_DoubledHeader_IsAFaultOnlyWhereTheContractReadsIt()
    {
        DataFault fault = OnlyFault(CsvScenario.Read("customer,state,minutes,calls,plan,churn,minutes\nc1,KS,1,1,1,no,2\n"));
        Assert.Equal(("FED-DATA-HEADER", "2 columns are called 'minutes' (columns 3, 7)"), (fault.Code, fault.What));
        DataReading harmless = CsvScenario.Read("customer,state,minutes,calls,plan,churn,x,x\nc1,KS,1,1,1,no,2,3\nc2,KS,1,1,1,yes,2,3\n");
        Assert.True(harmless.Report.IsUsable);
        Assert.Equal("FED-DATA-HEADER", Assert.Single(harmless.Report.Notices).Code);
    }

    [Fact]
    public void Read_RaggedRows_AreCountedWithTheirLinesOrDroppedAsTheMappingSays()
    {
        const string Csv = Header + "\nc1,KS,1,1,1,no\nc2,KS,1\nc3,KS,1,1,1,yes,extra\nc4,KS,1,1,1,yes\n";
        DataFault fault = OnlyFault(CsvScenario.Read(Csv));
        Assert.Equal(("FED-DATA-RAGGED", 2, 0.5), (fault.Code, fault.Count, fault.Share));
        Assert.Equal([3L, 4L], fault.Lines);
        DataReading dropped = CsvScenario.Read(Csv, "ragged: drop_row");
        Assert.Equal(2, dropped.Table!.RowCount);
        Assert.Equal(2, Assert.Single(dropped.Report.Notices).Count);
    }

    [Fact]
    public void Read_StrayQuote_IsCountedWithItsLine()
    {
        DataFault fault = OnlyFault(CsvScenario.Read(Header + "\nc1,KS,1,1,1,no\nc2,\"K\"S,1,1,1,yes\n"));
        Assert.Equal(("FED-DATA-QUOTE", 1), (fault.Code, fault.Count));
        Assert.Equal([3L], fault.Lines);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-nan")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    [InlineData("∞")]
    public void Read_NotFiniteNumber_IsRefusedUnlessTheMappingTreatsIt(string cell)
    {
        string csv = $"{Header}\nc1,KS,1,{cell},1,no\nc2,KS,1,1,1,yes\n";
        DataFault fault = OnlyFault(CsvScenario.Read(csv));
        Assert.Equal(("FED-DATA-NOT-FINITE", "calls", cell), (fault.Code, fault.Field, fault.Example));
        Assert.Equal(double.NaN, CsvScenario.Read(csv, "columns: {calls: {invalid: empty}}").Table!.Numbers("calls")[0]);
        Assert.True(CsvScenario.Read(csv, $"missing: ['{cell}']").Report.IsUsable);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1.234,5")]
    [InlineData("1'000")]
    [InlineData("0x1F")]
    [InlineData("1 000")]
    [InlineData("(5)")]
    [InlineData("$5")]
    public void Read_NumberOfAnotherLocale_IsNotGuessed(string cell)
    {
        DataFault fault = OnlyFault(CsvScenario.Read($"{Header}\nc1,KS,\"{cell}\",1,1,no\nc2,KS,1,1,1,yes\n"));
        Assert.Equal(("FED-DATA-TYPE", "minutes", cell), (fault.Code, fault.Field, fault.Example));
        Assert.Equal(cell.Contains(','), fault.Mend.Contains("decimal: ','", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_DecimalCommaAsDeclared_IsRead()
    {
        DataReading reading = CsvScenario.Read(Header.Replace(',', ';') + "\nc1;KS;1,5;1;1;no\nc2;KS;2;1;1;yes\n", "delimiter: ';'\ndecimal: ','");
        Assert.Equal([1.5, 2], reading.Table!.Numbers("minutes").ToArray());
        Assert.Equal("FED-DATA-TYPE", OnlyFault(CsvScenario.Read(Header.Replace(',', ';') + "\nc1;KS;1.5;1;1;no\n", "delimiter: ';'\ndecimal: ','")).Code);
    }

    [Theory]
    [InlineData("clamp", new[] { 0.0, 500, 7 })]
    [InlineData("drop_row", new[] { 7.0 })]
    public void Read_OutOfRange_IsTreatedAsTheMappingSaysAndReported(string treatment, double[] expected)
    {
        DataReading reading = CsvScenario.Read(Header + "\nc1,KS,-3,1,1,no\nc2,KS,501,1,1,no\nc3,KS,7,1,1,yes\n" + (treatment == "drop_row" ? "c4,KS,7,1,1,no\n" : ""), $"columns: {{minutes: {{out_of_range: {treatment}}}}}");
        Assert.Equal(expected, reading.Table!.Numbers("minutes").ToArray().Take(expected.Length));
        DataFault notice = Assert.Single(reading.Report.Notices);
        Assert.Equal(("FED-DATA-RANGE", 2), (notice.Code, notice.Count));
    }

    [Fact]
    public void Read_RequiredFieldMadeEmpty_StaysAFault()
    {
        DataReading reading = CsvScenario.Read(Header + "\nc1,KS,x,1,1,no\nc2,KS,,1,1,yes\n", "columns: {minutes: {invalid: empty}}");
        Assert.Equal(["FED-DATA-TYPE", "FED-DATA-MISSING"], reading.Report.Faults.Select(fault => fault.Code));
        Assert.DoesNotContain("empty |", reading.Report.Faults[0].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultyIds_AreCountedButNeverShown()
    {
        DataReading reading = CsvScenario.Read(Header + "\n ,KS,1,1,1,no\nNA,KS,x,1,1,no\nsecret-77,KS,x,1,1,no\n", "missing: [NA]");
        DataFault fault = reading.Report.Faults.Single(each => each.Field == "customer");
        Assert.Equal(("FED-DATA-MISSING", 2, null), (fault.Code, fault.Count, fault.Example));
        Assert.DoesNotContain("secret", string.Join('\n', reading.Report.ToLines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SourceThatIsNotThere_NamesTheSetting()
    {
        DataReading reading = TableReader.Read(Contract, DataMapping.Parse("source: nowhere/x.csv", "mapping.yaml", Path.GetTempPath()), "salt", ReadPurpose.Training);
        DataFault fault = OnlyFault(reading);
        Assert.Equal(("FED-DATA-FILE", "nowhere/x.csv cannot be read: its folder does not exist"), (fault.Code, fault.What));
        Assert.Contains("set source:", fault.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SourceThatIsAFolder_IsAFault() =>
        Assert.Equal("FED-DATA-FILE", OnlyFault(TableReader.Read(Contract, DataMapping.Parse("source: .", "mapping.yaml", Path.GetTempPath()), "salt", ReadPurpose.Training)).Code);
}
