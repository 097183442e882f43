using Federated.Tasks.Documents;
using Federated.Tasks.Items;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Items;

public sealed class ItemCatalogueTests
{
    private const string Job = """
        name: what-next
        task: suggest
        items: items.csv
        contract:
          name: bought
          fields:
            - {name: customer, role: id}
            - {name: product, type: category, role: item}
        """;

    private static readonly TaskDeclaration[] Tasks =
    [
        new() { Name = "suggest", Summary = "Items.", Labels = [LabelKind.None], Rows = RowKind.Events, NeedsItem = true },
        new() { Name = "churn", Summary = "Customers.", Labels = [LabelKind.None, LabelKind.TwoClasses] },
    ];

    [Fact]
    public void Parse_CatalogueFile_GoesIntoTheJobAndComesBack()
    {
        JobSpec job = Read(Job, "name,ID,genre\nTea,t-1,drink\n\"Milk, fresh\",m-2,\nBread,b-3,food\n");
        Assert.Equal(["t-1", "m-2", "b-3"], job.Items.Ids);
        Assert.Equal(["Tea", "Milk, fresh", "Bread"], job.Items.Names);
        Assert.Equal(["drink", "", "food"], Assert.Single(job.Items.Attributes).Values);
        Assert.Equal(job.Items.Ids, job.Contract.Item!.Values);
        Assert.Equal((RowKind.Events, true), (job.Contract.Rows, job.Contract.Item.Required));
        JobSpec again = JobSpec.Parse(job.ToYaml(), "again", Tasks);
        Assert.Equal(job.Hash(), again.Hash());
        Assert.Equal(job.Items.Names, again.Items.Names);
        Assert.Equal(job.Items.Attributes[0].Values, again.Items.Attributes[0].Values);
    }

    [Fact]
    public void Hash_OtherItems_IsAnother() =>
        Assert.NotEqual(Read(Job, "id,name\na,A\nb,B\n").Hash(), Read(Job, "id,name\na,A\nb,C\n").Hash());

    [Fact]
    public void Parse_AnyPrintableNames_ComeBackFromTheJob() => Prop.ForAll(
        Gen.ListOf(Gen.Elements("a", "\"", "\\", "é", "=", "#", "- ", ": ", "茶", "{", "'", "1").ArrayOf().Select(string.Concat)).Select(names => names.Select(name => name.Trim()).Distinct().Prepend("x1").Prepend("x2").Where(name => name.Length > 0).Distinct().ToArray()).ToArbitrary(),
        names =>
        {
            string csv = $"id,name,kind\n{string.Concat(names.Select((name, at) => $"i{at},{Cell(name)},{Cell(at % 2 == 0 ? name : "")}\n"))}";
            JobSpec again = JobSpec.Parse(Read(Job, csv).ToYaml(), "again", Tasks);
            return again.Items.Names.SequenceEqual(names) && again.Items.Attributes[0].Values.SequenceEqual(names.Select((name, at) => at % 2 == 0 ? name : ""));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("sku,name\na,A\n", "no column is called 'id'")]
    [InlineData("id,name\na,A\na,B\n", "the id 'a' stands twice")]
    [InlineData("id,name\na,A\n", "there are 1 items")]
    [InlineData("id,name\na,A\nb\n", "line 3 has 1 cells")]
    [InlineData("id,name\na,A\n,B\n", "is empty, too long")]
    [InlineData("id,name\na,A\nb,\"x\ny\"\n", "invisible character")]
    [InlineData("id,kind,kind\na,A,B\nb,A,B\n", "has no name of its own")]
    public void Parse_FaultyFile_IsRefusedWithTheReason(string csv, string reason)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => Read(Job, csv));
        Assert.Equal("FED-JOB-ITEMS", fault.Code);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_FileNamedInAJobThatTravels_IsRefused() =>
        Assert.Contains("stands alone", Assert.Throws<DocumentException>(() => JobSpec.Parse(Job, "job.yaml", Tasks)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("items: items.csv\n", "", "needs the job's items")]
    [InlineData("    - {name: customer, role: id}\n", "", "which rows are of one customer")]
    [InlineData("type: category, role: item", "type: number, min: 0, max: 1, role: item", "cannot be of type number")]
    [InlineData("type: category, role: item", "type: text, role: item", "no field of the contract takes its values")]
    [InlineData("product, type: category, role: item", "x, type: boolean", "is about items")]
    [InlineData("task: suggest", "task: churn", "knows no items")]
    public void Parse_ItemsThatDoNotFit_AreRefused(string old, string now, string reason) =>
        Assert.Contains(reason, Assert.Throws<DocumentException>(() => Read(Job.Replace(old, now, StringComparison.Ordinal), "id\na\nb\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_ItemsWithoutACatalogue_AreTexts()
    {
        JobSpec job = JobSpec.Parse(Job.Replace("items: items.csv\n", "", StringComparison.Ordinal).Replace("type: category", "type: text", StringComparison.Ordinal), "job.yaml", Tasks);
        Assert.True(job.Contract.Item!.IsText);
        Assert.Equal(0, job.Items.Count);
    }

    private static JobSpec Read(string job, string csv) => JobSpec.Parse(job, "job.yaml", Tasks, name => name == "items.csv" ? csv : throw new ArgumentException(name));

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
