using Federated.ClientNode.Outcomes;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Outcomes;

public class LabelValuesTests
{
    [Theory]
    [InlineData("type: boolean", "YES", "true", 1f)]
    [InlineData("type: boolean", "0", "false", 0f)]
    [InlineData("type: boolean", "perhaps", null, null)]
    [InlineData("type: category, values: [stays, leaves], positive: leaves", "leaves", "leaves", 1f)]
    [InlineData("type: category, values: [stays, leaves], positive: leaves", "stays", "stays", 0f)]
    [InlineData("type: category, values: [stays, leaves], positive: leaves", "Leaves", null, null)]
    [InlineData("type: number, min: 0, max: 1000", "12.50", "12.5", 12.5f)]
    [InlineData("type: number, min: 0, max: 1000", "1001", null, null)]
    [InlineData("type: number, min: 0, max: 1000", "NaN", null, null)]
    [InlineData("type: integer, min: 0, max: 10", "2.5", null, null)]
    public void Canonical_Cell_IsAValueOfTheLabelOrNone(string label, string cell, string? canonical, float? number)
    {
        var values = LabelValues.Of(Contract(label))!;
        Assert.Equal(canonical, values.Canonical(cell));
        if (canonical is not null)
            Assert.Equal(number, values.Number(canonical));
    }

    [Fact]
    public void Number_ValueThatTheContractNoLongerHas_IsNone() => Assert.Null(LabelValues.Of(Contract("type: category, values: [a, b], positive: b"))!.Number("gone"));

    [Fact]
    public void Of_ContractWithoutLabel_IsNone() => Assert.Null(LabelValues.Of(DataContract.Parse("name: c\nfields:\n  - {name: age, type: number, min: 0, max: 100}\n", "c.yaml")));

    private static DataContract Contract(string label) =>
        DataContract.Parse($"name: c\nfields:\n  - {{name: age, type: number, min: 0, max: 100}}\n  - {{name: churn, role: label, {label}}}\n", "c.yaml");
}
