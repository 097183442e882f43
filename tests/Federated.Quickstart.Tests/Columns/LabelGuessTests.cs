using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Columns;
using Federated.Tasks.Schema;

namespace Federated.Quickstart.Tests.Columns;

public class LabelGuessTests
{
    [Theory]
    [InlineData("no,no,Yes,Yes,Yes", "Yes")]
    [InlineData("FALSE,TRUE,TRUE", "TRUE")]
    [InlineData("0,0,1", "1")]
    [InlineData("stayed,stayed,left", "left")]
    [InlineData("y,yes,yes", "y")]
    public void Of_TwoValues_GuessesThePositive(string values, string positive) => Assert.Equal(positive, Label(values, null).Positive);

    [Fact]
    public void Of_NamedPositive_MayStandAgainstManyAndInAnotherCase()
    {
        Assert.Equal("B", Label("a,B,c,B", "b").Positive);
        Assert.Equal(["B", "a", "c"], Label("a,B,c,B", "B").Values);
    }

    [Theory]
    [InlineData("yes,yes", null, "has only the value 'yes'")]
    [InlineData(" ,NA", null, "has no value")]
    [InlineData("a,b,c,c", null, "has 3 values (c, a, b), not two")]
    [InlineData("a,b", "z", "never is 'z'")]
    [InlineData("a,A,b", "q", "never is 'q'")]
    public void Of_AnythingElse_IsRefusedWithTheColumnAndItsValues(string values, string? positive, string words)
    {
        var fault = Assert.Throws<CommandException>(() => Label(values, positive));
        Assert.Equal(("FED-DATA-LABEL", ExitCode.BadInput), (fault.Code, fault.Exit));
        Assert.Contains($"the label kind {words}", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MoreValuesThanAContractHolds_IsRefused() =>
        Assert.Contains("1,001 values", Assert.Throws<CommandException>(() => Label(string.Join(',', Enumerable.Range(0, 1001)), "1")).What, StringComparison.Ordinal);

    private static ContractField Label(string values, string? positive)
    {
        var cells = values.Split(',');
        return LabelGuess.Of(new ColumnProfile(Table.Of(cells.Length, ("kind", row => cells[row])), 0, new CellNumbers('.')), "kind", positive);
    }
}
