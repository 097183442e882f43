using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Columns;
using Federated.Samples.Quickstart.Tables;
using Federated.Tasks.Schema;

namespace Federated.Quickstart.Tests.Columns;

public class ColumnGuesserTests
{
    private const int Rows = 200;
    private static readonly ColumnRoles Roles = new("left", null, null, []);

    [Fact]
    public void Guess_ColumnsOfEachKind_AreTyped()
    {
        var contract = Guess(
            ("minutes", row => (row * 1.5).ToString(CultureInfo.InvariantCulture)), ("calls", row => $"{row % 9}"),
            ("plan", row => row % 2 == 0 ? "Yes" : "no"), ("colour", row => row % 3 == 0 ? "red" : "blue")).Contract;
        Assert.Equal(
            [FieldType.Number, FieldType.WholeNumber, FieldType.Boolean, FieldType.Category],
            contract.Features.Select(field => field.Type));
        Assert.Equal((0, 500, 0, 10), (contract.Features[0].Minimum, contract.Features[0].Maximum, contract.Features[1].Minimum, contract.Features[1].Maximum));
        Assert.Equal(["blue", "red"], contract.Features[3].Values);
        Assert.Equal(("left", "yes"), (contract.Label!.Name, contract.Label!.Positive));
    }

    [Fact]
    public void Guess_BlankCells_AreMissing()
    {
        var column = Guess(("spend", row => row % 10 == 0 ? " " : row % 10 == 1 ? "NA" : $"{row / 3}")).Columns[0];
        Assert.Equal((FieldType.WholeNumber, false), (column.Field.Type, column.HasOthers));
    }

    [Fact]
    public void Guess_FewWordsAmongNumbers_CountAsMissingAndAreTold()
    {
        var guess = Guess(("spend", row => row == 7 ? "unknown" : $"{row / 3}"));
        Assert.Equal((FieldType.WholeNumber, true), (guess.Columns[0].Field.Type, guess.Columns[0].HasOthers));
        Assert.Equal("spend: 1 cells are no numbers and count as missing.", Assert.Single(guess.Notices));
    }

    [Fact]
    public void Guess_ManyValues_KeepsTheFiftyMostFrequentInOrder()
    {
        var guess = Guess(("city", row => row < 100 ? $"c{row % 50:00}" : row < 150 ? "home" : row < 180 ? "away" : $"rare{row % 4}"));
        var field = guess.Contract.Features[0];
        Assert.Equal(FeatureGuess.MostValues, field.Values.Count);
        Assert.Equal(field.Values.Order(StringComparer.Ordinal), field.Values);
        Assert.Superset(new HashSet<string> { "home", "away", "rare0", "rare3" }, field.Values.ToHashSet());
        Assert.True(guess.Columns[0].HasOthers);
        Assert.Equal("city: the rarest 6 of 56 values count as 'other'.", Assert.Single(guess.Notices));
    }

    [Theory]
    [InlineData("customer", "text", "looks like an id")]
    [InlineData("row", "count", "looks like an id")]
    [InlineData("CustomerId", "sparse", "looks like an id")]
    [InlineData("version", "constant", "it is '1' in every row")]
    [InlineData("note", "blank", "it is blank")]
    [InlineData("", "text", "without a name")]
    public void Guess_ColumnThatSaysNothing_IsLeftOutWithANotice(string name, string kind, string words)
    {
        var guess = Guess(("kept", row => $"{row % 5}"), (name, row => kind switch
        {
            "text" => $"u-{row}",
            "count" => $"{row}",
            "sparse" => $"{row * 977}",
            "constant" => "1",
            _ => "",
        }));
        Assert.Equal("kept", Assert.Single(guess.Contract.Features).Name);
        Assert.Contains(words, Assert.Single(guess.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Guess_DifferentWholeNumbersThatMeasure_AreKept() =>
        Assert.Equal(FieldType.WholeNumber, Guess(("salary", row => $"{row * 977}")).Contract.Features[0].Type);

    [Fact]
    public void Guess_NamesThatNoContractAccepts_AreMadeSo()
    {
        var guess = Guess(("monthly spend (€)", row => $"{row % 7}"), ("monthly spend  €)", row => $"{row % 5}"), ("-x", row => $"{row % 3}"), ("a.b", row => $"{row % 3}"), ("A.B", row => $"{row % 3}"));
        Assert.Equal(["monthly_spend____", "monthly_spend_____2", "_x", "a.b", "A.B_2"], guess.Contract.Features.Select(field => field.Name));
        Assert.Equal("monthly spend (€)", guess.Columns[0].Column);
    }

    [Fact]
    public void Guess_DecimalCommas_AreNumbersOutsideCommaSeparatedFiles()
    {
        var table = Table.Of(Rows, Table.Label, ("spend", row => $"{row % 7},5")) with { Delimiter = ';' };
        var guess = ColumnGuesser.Guess("test", table, Roles);
        Assert.Equal((FieldType.Number, ','), (guess.Contract.Features[0].Type, guess.DecimalMark));
        Assert.Equal('.', ColumnGuesser.Guess("test", table with { Delimiter = ',' }, Roles).DecimalMark);
    }

    [Fact]
    public void Guess_IdAndLeftOutColumns_AreNoFeatures()
    {
        var table = Table.Of(Rows, ("who", row => $"u{row}"), ("region", row => $"{row % 4}"), ("calls", row => $"{row % 9}"), Table.Label);
        var guess = ColumnGuesser.Guess("test", table, Roles with { Id = "who", LeftOut = ["region"] });
        Assert.Equal("calls", Assert.Single(guess.Contract.Features).Name);
        Assert.Equal("who", guess.Contract.Id!.Name);
    }

    [Fact]
    public void Guess_NoFeatureLeft_IsRefused() =>
        Assert.Equal("no column is left to learn from", Assert.Throws<CommandException>(() => Guess(("version", _ => "1"))).What);

    private static ContractGuess Guess(params (string, Func<int, string>)[] columns) =>
        ColumnGuesser.Guess("test", Table.Of(Rows, [.. columns, Table.Label]), Roles);
}
