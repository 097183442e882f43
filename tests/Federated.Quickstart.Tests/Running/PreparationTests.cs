using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Arguments;
using Federated.Samples.Quickstart.Running;

namespace Federated.Quickstart.Tests.Running;

public class PreparationTests
{
    private static readonly string Csv = "who,region,calls,left\n" + string.Concat(Enumerable.Range(0, 900).Select(row => $"u{row},{"abc"[row % 3]},{row % 11},{(row % 5 == 0 ? "yes" : "no")}\n"));

    [Fact]
    public void Prepare_ShippedTable_IsFourRegionsOfChurn()
    {
        var data = Preparation.Prepare(null);
        Assert.Equal(["midwest", "northeast", "south", "west"], data.Partners.Select(partner => partner.Name));
        Assert.Equal(5000, data.Partners.Sum(partner => partner.Rows.Count));
        Assert.Equal(("churn", "churn", "yes"), (data.Task, data.Guess.Contract.Label!.Name, data.Guess.Contract.Label!.Positive));
        Assert.Null(data.Guess.Contract.Find("state"));
        Assert.Equal(18, data.Guess.Contract.Features.Count);
        Assert.Empty(data.Notices);
    }

    [Fact]
    public void Prepare_OwnTable_DropsWhatDividesIt()
    {
        using var file = new TemporaryFile(Csv);
        var data = Preparation.Prepare(Own(file.Path) with { SplitBy = "REGION", Id = "who" });
        Assert.Equal(["a", "b", "c"], data.Partners.Select(partner => partner.Name));
        Assert.Equal("calls", Assert.Single(data.Guess.Contract.Features).Name);
        Assert.Equal(["region decides the partner, so it is not a feature."], data.Notices);
    }

    [Fact]
    public void Prepare_RowsWithoutLabel_AreLeftOutAndTold()
    {
        using var file = new TemporaryFile(Csv + "u900,a,1,\nu901,a,1,NA\n");
        var data = Preparation.Prepare(Own(file.Path) with { Nodes = 3 });
        Assert.Equal(900, data.Partners.Sum(partner => partner.Rows.Count));
        Assert.Equal("2 rows without label or id are left out.", data.Notices[0]);
    }

    [Theory]
    [InlineData("label")]
    [InlineData("id")]
    [InlineData("drop")]
    [InlineData("split")]
    public void Prepare_ColumnThatIsNotThere_IsRefusedWithThoseThatAre(string which)
    {
        using var file = new TemporaryFile(Csv);
        var own = Own(file.Path);
        var fault = Assert.Throws<CommandException>(() => Preparation.Prepare(which switch
        {
            "label" => own with { Label = "churn", Nodes = 3 },
            "id" => own with { Id = "churn", Nodes = 3 },
            "drop" => own with { Drop = ["churn"], Nodes = 3 },
            _ => own with { SplitBy = "churn" },
        }));
        Assert.StartsWith("the header has no column 'churn'", fault.What, StringComparison.Ordinal);
        Assert.Equal((ExitCode.BadInput, "write one of who, region, calls, left"), (fault.Exit, fault.Mend));
    }

    [Fact]
    public void Prepare_LabelUsedTwice_IsRefused()
    {
        using var file = new TemporaryFile(Csv);
        Assert.Throws<CommandException>(() => Preparation.Prepare(Own(file.Path) with { SplitBy = "left" }));
        Assert.Throws<CommandException>(() => Preparation.Prepare(Own(file.Path) with { Drop = ["left"], Nodes = 3 }));
        Assert.Throws<CommandException>(() => Preparation.Prepare(Own(file.Path) with { Id = "who", Drop = ["who"], Nodes = 3 }));
    }

    private static OwnData Own(string path) => new() { File = path, Label = "left" };
}
