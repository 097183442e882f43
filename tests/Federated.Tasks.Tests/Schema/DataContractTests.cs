using Federated.Tasks.Documents;
using Federated.Tasks.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Schema;

public class DataContractTests
{
    [Fact]
    public void Parse_WholeContract_GivesItsFieldsWithDefaults()
    {
        DataContract contract = DataContract.Parse(Contracts.Churn, "contract.yaml");
        Assert.Equal("churn-v1", contract.Name);
        Assert.Equal(["customer", "state", "minutes", "calls", "plan", "churn"], contract.Fields.Select(field => field.Name));
        Assert.Equal(["state", "minutes", "calls", "plan"], contract.Features.Select(field => field.Name));
        Assert.Equal(("customer", FieldType.Text, true), (contract.Id!.Name, contract.Id.Type, contract.Id.Required));
        Assert.Equal(("churn", "yes", true), (contract.Label!.Name, contract.Label.Positive, contract.Label.Required));
        Assert.Equal(["KS", "OH", "NO"], contract.Find("state")!.Values);
        Assert.Equal(["false", "true"], contract.Find("plan")!.Values);
        Assert.Equal((0, 500, true), (contract.Find("minutes")!.Minimum, contract.Find("minutes")!.Maximum, contract.Find("minutes")!.Required));
        Assert.False(contract.Find("calls")!.Required);
        Assert.Null(contract.Find("Minutes"));
    }

    [Fact]
    public void ToYaml_AnyContract_ParsesToTheSameText() => Prop.ForAll(Contracts.Any, contract =>
    {
        DataContract again = DataContract.Parse(contract.ToYaml(), "again");
        return again.ToYaml() == contract.ToYaml()
            && again.Fields.Select(Told).SequenceEqual(contract.Fields.Select(Told));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("two labels", "  - {name: a, type: boolean, role: label}\n  - {name: b, type: boolean, role: label}\n  - {name: c, type: boolean}", "FED-DATA-ROLE", "2 fields are labels")]
    [InlineData("two ids", "  - {name: a, role: id}\n  - {name: b, role: id}\n  - {name: c, type: boolean}\n  - {name: l, type: boolean, role: label}", "FED-DATA-ROLE", "2 fields are ids")]
    [InlineData("no feature", "  - {name: l, type: boolean, role: label}", "FED-DATA-ROLE", "no field is a feature")]
    [InlineData("number without bounds", "  - {name: a, type: number}\n  - {name: l, type: boolean, role: label}", "FED-DATA-MISSING", "needs min and max")]
    [InlineData("integer with a fraction", "  - {name: a, type: integer, min: 0.5, max: 3}\n  - {name: l, type: boolean, role: label}", "FED-DATA-RANGE", "not whole numbers")]
    [InlineData("bounds reversed", "  - {name: a, type: number, min: 3, max: 3}\n  - {name: l, type: boolean, role: label}", "FED-DATA-RANGE", "max is not above min")]
    [InlineData("range too wide", "  - {name: a, type: number, min: -1.7e308, max: 1.7e308}\n  - {name: l, type: boolean, role: label}", "FED-DATA-RANGE", "too wide")]
    [InlineData("category without values", "  - {name: a, type: category}\n  - {name: l, type: boolean, role: label}", "FED-DATA-MISSING", "needs its values")]
    [InlineData("value twice", "  - {name: a, type: category, values: [x, x]}\n  - {name: l, type: boolean, role: label}", "FED-DATA-VALUE", "declared twice")]
    [InlineData("value with spaces", "  - {name: a, type: category, values: [' x']}\n  - {name: l, type: boolean, role: label}", "FED-DATA-VALUE", "begins or ends with a space")]
    [InlineData("label of one value", "  - {name: a, type: boolean}\n  - {name: l, type: category, role: label, values: [x], positive: x}", "FED-DATA-VALUE", "at least two values")]
    [InlineData("label without positive", "  - {name: a, type: boolean}\n  - {name: l, type: category, role: label, values: [x, y]}", "FED-DATA-MISSING", "which value counts as 1")]
    [InlineData("positive undeclared", "  - {name: a, type: boolean}\n  - {name: l, type: category, role: label, values: [x, y], positive: z}", "FED-DATA-VALUE", "not among the label's values")]
    [InlineData("label a date", "  - {name: a, type: boolean}\n  - {name: l, type: date, role: label, min: 2020-01-01, max: 2021-01-01}", "FED-DATA-TYPE", "a label cannot be of type date")]
    [InlineData("label a text", "  - {name: a, type: boolean}\n  - {name: l, type: text, role: label}", "FED-DATA-TYPE", "a label cannot be of type text")]
    [InlineData("group a number", "  - {name: a, type: boolean}\n  - {name: g, type: number, role: group, min: 0, max: 1}", "FED-DATA-TYPE", "a group cannot be of type number")]
    [InlineData("bound no date", "  - {name: a, type: date, min: 2020-02-30, max: 2021-01-01}", "FED-DATA-VALUE", "min is '2020-02-30', not a date")]
    [InlineData("dates reversed", "  - {name: a, type: date, min: 2021-01-01, max: 2020-01-01}", "FED-DATA-RANGE", "max is not above min")]
    [InlineData("id of numbers", "  - {name: a, type: boolean}\n  - {name: i, type: integer, role: id}\n  - {name: l, type: boolean, role: label}", "FED-DATA-TYPE", "an id is compared")]
    [InlineData("optional label", "  - {name: a, type: boolean}\n  - {name: l, type: boolean, role: label, required: false}", "FED-DATA-VALUE", "cannot be optional")]
    [InlineData("name twice", "  - {name: a, type: boolean}\n  - {name: A, type: boolean}\n  - {name: l, type: boolean, role: label}", "FED-DATA-NAME", "declared twice")]
    [InlineData("bad name", "  - {name: 'a b', type: boolean}\n  - {name: l, type: boolean, role: label}", "FED-DATA-NAME", "name is 'a b'")]
    [InlineData("unknown type", "  - {name: a, type: numbr, min: 0, max: 1}\n  - {name: l, type: boolean, role: label}", "FED-DATA-VALUE", "type is 'numbr'")]
    [InlineData("bounds on a boolean", "  - {name: a, type: boolean, min: 0}\n  - {name: l, type: boolean, role: label}", "FED-DATA-KEY", "unknown key 'min'")]
    public void Parse_FaultyContract_NamesTheFault(string why, string fields, string code, string words)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => DataContract.Parse($"name: c\nfields:\n{fields}\n", "contract.yaml"));
        Assert.True(fault.Faults.Any(each => each.Code == code && each.What.Contains(words, StringComparison.Ordinal)), $"{why}: {fault.Message}");
        Assert.All(fault.Faults, each => Assert.True(each.Position.Line >= 1 && each.Mend.Length > 0));
    }

    [Fact]
    public void Parse_SeveralFaults_NamesThemAllInTheOrderOfTheText()
    {
        const string Text = "name: Bad Name\nfields:\n  - {name: a, type: number, min: 0}\n  - {name: b, type: colour}\nfeilds: []\n";
        DocumentException fault = Assert.Throws<DocumentException>(() => DataContract.Parse(Text, "contract.yaml"));
        Assert.Equal([1, 3, 4, 5], fault.Faults.Select(each => each.Position.Line));
        Assert.Contains(fault.Faults, each => each.Mend == "did you mean 'fields'?");
    }

    [Fact]
    public void Parse_TooManyValues_IsRefusedWithTheBound()
    {
        string values = string.Join(", ", Enumerable.Range(0, DataContract.MaximumValues + 1));
        string text = $"name: c\nfields:\n  - {{name: a, type: category, values: [{values}]}}\n  - {{name: l, type: boolean, role: label}}\n";
        DocumentException fault = Assert.Throws<DocumentException>(() => DataContract.Parse(text, "contract.yaml"));
        Assert.Contains(fault.Faults, each => each.What == "values has 1001 items");
    }

    [Fact]
    public void Create_FaultyFields_IsRefusedLikeAWrittenContract()
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => DataContract.Create("c", [new ContractField { Name = "a", Type = FieldType.Boolean, Role = FieldRole.Label }]));
        Assert.Contains(fault.Faults, each => each.What == "no field is a feature");
    }

    [Theory]
    [InlineData("{name: l, type: boolean, role: label}", LabelKind.TwoClasses)]
    [InlineData("{name: l, type: category, role: label, values: [x, y, z], positive: y}", LabelKind.TwoClasses)]
    [InlineData("{name: l, type: category, role: label, values: [x, y, z]}", LabelKind.Classes)]
    [InlineData("{name: l, type: number, role: label, min: 0, max: 9}", LabelKind.Number)]
    [InlineData("{name: l, type: boolean, role: group}", LabelKind.None)]
    public void LabelKind_OfEachLabel_IsToldApart(string label, LabelKind kind)
    {
        DataContract contract = DataContract.Parse($"name: c\nfields:\n  - {{name: a, type: date, min: 2020-01-01, max: 2021-01-01}}\n  - {label}\n", "contract.yaml");
        Assert.Equal(kind, contract.LabelKind);
        Assert.Equal((18262, 18628), (contract.Features[0].Minimum, contract.Features[0].Maximum));
        Assert.Equal(contract.ToYaml(), DataContract.Parse(contract.ToYaml(), "again").ToYaml());
    }

    [Fact]
    public void Columns_OfAContract_AreFeaturesAndGroups()
    {
        DataContract contract = DataContract.Parse("name: c\nfields:\n  - {name: g, type: boolean, role: group}\n  - {name: a, type: text}\n  - {name: i, role: id}\n", "contract.yaml");
        Assert.Equal(["g", "a"], contract.Columns.Select(field => field.Name));
        Assert.Equal(["a"], contract.Features.Select(field => field.Name));
        Assert.Equal(["g"], contract.Groups.Select(field => field.Name));
        Assert.True(contract.Features[0].IsText);
    }

    private static string Told(ContractField field) =>
        FormattableString.Invariant($"{field.Name}|{field.Type}|{field.Role}|{field.Required}|{field.Minimum:R}|{field.Maximum:R}|{string.Join('\u0001', field.Values)}|{field.Positive}");
}
