using Federated.ClientNode.Data;
using Federated.ClientNode.Tests.Join;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data;

/// <summary>Rows that are events: one customer has many, and what they bought is an item of the job's catalogue.</summary>
public sealed class EventRowsTests : IDisposable
{
    private static readonly TaskDeclaration[] Tasks = [new() { Name = "suggest", Summary = "Items.", Labels = [LabelKind.None], Rows = RowKind.Events, NeedsItem = true }];

    private static readonly DataContract Contract = JobSpec.Parse(
        "name: a\ntask: suggest\nitems: items.csv\ncontract:\n  name: b\n  fields:\n    - {name: customer, role: id}\n    - {name: product, type: category, role: item}\n", "job.yaml", Tasks, _ => "id\ntea\nmilk\nbread\n").Contract;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OneCustomersRows_ShareAKeyAndAreNoDuplicates()
    {
        DataReading reading = Read("", "customer,product\nann,tea\nann,tea\nbob,milk\n");
        LocalTable table = Sound(reading);
        Assert.Equal([0, 0, 1], table.Categories("product").ToArray());
        Assert.Equal(table.SplitKeys[0], table.SplitKeys[1]);
        Assert.NotEqual(table.SplitKeys[0], table.SplitKeys[2]);
        Assert.DoesNotContain(reading.Report.Notices, notice => notice.Code == "FED-DATA-DUPLICATE");
    }

    [Fact]
    public void Read_OwnCodes_BecomeTheCataloguesItemsAndOthersStay()
    {
        _folder.Write("codes.csv", "sku,item\n4711,milk\n0815,bread\n9,wine\n");
        DataReading reading = Read("columns: {product: {codes: codes.csv}}\n", "customer,product\nann,4711\nann,0815\nbob,9\nbob,tea\n");
        Assert.Equal([1, 2, -1, -1], Sound(reading).Categories("product").ToArray());
        DataFault notice = Assert.Single(reading.Report.Notices, each => each.Code == "FED-DATA-VALUE");
        Assert.Equal(2, notice.Count);
        Assert.Contains("neither learnt nor recommended", notice.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownItemsThatAreToBeDropped_AreDropped() =>
        Assert.Equal(1, Sound(Read("columns: {product: {invalid: drop_row}}\n", "customer,product\nann,wine\nann,tea\n")).RowCount);

    [Theory]
    [InlineData("a,b\nx\n", "has not two cells")]
    [InlineData("a,b\nx,1\nx,2\n", "stands twice")]
    [InlineData(null, "there is no such file")]
    public void Mapping_FaultyCodes_AreRefusedWithTheReason(string? codes, string reason)
    {
        if (codes is not null)
            _folder.Write("codes.csv", codes);
        var fault = Assert.Throws<Federated.Tasks.Documents.DocumentException>(() => Read("columns: {product: {codes: codes.csv}}\n", "customer,product\n"));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private static LocalTable Sound(DataReading reading)
    {
        Assert.Empty(reading.Report.Faults);
        return reading.Table!;
    }

    private DataReading Read(string settings, string csv)
    {
        _folder.Write("bought.csv", csv);
        DataMapping mapping = DataMapping.Parse($"source: bought.csv\n{settings}", "mapping.yaml", _folder.Root);
        return TableReader.Read(Contract, mapping, "salt", ReadPurpose.Training);
    }
}
