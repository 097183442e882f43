using Federated.ClientNode.Data;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;

namespace Federated.ClientNode.Tests.Data;

public sealed class KnownLabelsTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Open_CustomersWithAnOutcome_HaveItForALabelWhateverTheCellSays()
    {
        _files.Write("customers.csv", "customer,minutes,plan,churn\na,1,1,no\nb,2,0,\nc,3,1,yes\nd,4,0,no\n");
        DataMapping mapping = DataMapping.Parse("source: customers.csv\n", "mapping.yaml", _files.Root) with
        {
            KnownLabels = id => id switch { "a" => 1, "b" => 0, _ => null },
        };
        OpenedRows opened = OpenedRows.Open(Customers.Job.Contract, mapping, "salt", ReadPurpose.Training);
        Assert.True(opened.Report.IsUsable, string.Join('\n', opened.Report.ToLines()));
        Assert.Equal([1f, 0f, 1f, 0f], Assert.Single(opened.Rows!.Batches()).Labels.ToArray());
        Assert.False(OpenedRows.Open(Customers.Job.Contract, mapping with { KnownLabels = null }, "salt", ReadPurpose.Training).Report.IsUsable);
    }
}
