using Federated.ClientNode.Data;
using Federated.ClientNode.Profiles;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Tests.Profiles;

public sealed class ProfileAssemblyTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fill_ModelWhoseRowsAreEvents_IsLeftOutAndSaidSo()
    {
        _folder.Write("views.csv", "customer,page,clicked\na,x,yes\na,y,no\n");
        DataMapping mapping = DataMapping.Parse("source: views.csv\n", "mapping.yaml", _folder.Root);
        JobSpec job = JobSpec.Parse(
            "name: a\ntask: click\ncontract:\n  name: b\n  fields:\n    - {name: customer, role: id}\n    - {name: page, type: text}\n    - {name: clicked, type: boolean, role: label}\n", "job.yaml", TaskCatalogue.Declarations);
        using var table = new ProfileTable(_folder.File("profiles.db"));
        ProfileSource source = Assert.Single(new ProfileAssembly(mapping, _ => null, 0, TextWriter.Null).Fill([new SavedModel("click-1", job, TaskCatalogue.For(job).Begin())], table, CancellationToken.None));
        Assert.Equal(("click", 0L, "its rows are events, of which a customer has many"), (source.Name, source.Customers, source.Missing));
    }
}
