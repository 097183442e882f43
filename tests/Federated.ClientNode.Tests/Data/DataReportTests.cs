using System.Text.Json;
using Federated.ClientNode.Data;

namespace Federated.ClientNode.Tests.Data;

public class DataReportTests
{
    private const string Faulty = CsvScenario.Header + "\nc1,KS,501,1,1,no\nc2,KS,1,31/02,1,yes\nc3,XX,-1,1,1,no\n";

    [Fact]
    public void ToLines_FaultyFile_NameRuleCountLinesAndMend()
    {
        string[] lines = [.. CsvScenario.Read(Faulty).Report.ToLines()];
        Assert.Equal(
        [
            "✗ FED-DATA-RANGE  minutes must lie in 0 … 500: 2 of 3 rows (66.7 %) break this, e.g. lines 2, 4 \"501\"",
            "  Mend   mapping.yaml, under columns: minutes: { column: minutes, out_of_range: clamp | drop_row }",
            "✗ FED-DATA-TYPE  calls must be a whole number: 1 of 3 rows (33.3 %) break this, e.g. line 3 \"31/02\"",
            "  Mend   mapping.yaml, under columns: calls: { column: calls, invalid: empty | drop_row }",
            "✗ FED-DATA-VALUE  state must be one of KS, OH, NJ: 1 of 3 rows (33.3 %) break this, e.g. line 4 \"XX\"",
            "  Mend   mapping.yaml, under columns: state: { column: state, invalid: empty | drop_row }, or ask for the value to be added to the contract",
            "3 of 6 fields fail. Exit 4.",
        ],
        lines);
    }

    [Fact]
    public void ToLines_SoundFile_SayWhatWillBeUsed() => Assert.Equal(
        ["– FED-DATA-RANGE  minutes must lie in 0 … 500: 1 of 3 rows (33.3 %) break this, e.g. line 2 \"501\". Rows left out, as the mapping says.", "✓ 6 of 6 fields pass: 2 of 3 rows of customers.csv will be used."],
        CsvScenario.Read(CsvScenario.Header + "\nc1,KS,501,1,1,no\nc2,KS,1,1,1,no\nc3,KS,1,1,1,yes\n", "columns: {minutes: {out_of_range: drop_row}}").Report.ToLines());

    [Fact]
    public void Json_OfAReport_HoldsEveryFault()
    {
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(CsvScenario.Read(Faulty).Report));
        Assert.Equal((3, false), (json.RootElement.GetProperty("Faults").GetArrayLength(), json.RootElement.GetProperty("IsUsable").GetBoolean()));
        Assert.Equal([2, 4], json.RootElement.GetProperty("Faults")[0].GetProperty("Lines").EnumerateArray().Select(line => line.GetInt32()));
    }

    [Fact]
    public void Example_HostileCell_IsShortAndPrintable()
    {
        DataFault fault = CsvScenario.OnlyFault(CsvScenario.Read(CsvScenario.Header + "\nc1,\u001b]0;x\u0007" + new string('z', 500) + ",1,1,1,no\nc2,KS,1,1,1,yes\n"));
        Assert.StartsWith("?]0;x?z", fault.Example, StringComparison.Ordinal);
        Assert.Equal(41, fault.Example!.Length);
    }
}
