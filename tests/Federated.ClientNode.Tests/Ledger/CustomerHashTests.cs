using Federated.ClientNode.Ledger;
using Federated.ClientNode.Tests.Join;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Tests.Ledger;

public sealed class CustomerHashTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Name_SameLedger_IsTheSameAlsoAfterOpeningAgain()
    {
        var first = CustomerHash.Of(Open("one.db")).Name("c1");
        Assert.Equal(CustomerHash.Size, first.Length);
        Assert.Equal(first, CustomerHash.Of(Open("one.db")).Name(" c1 "));
        Assert.NotEqual(first, CustomerHash.Of(Open("one.db")).Name("c2"));
    }

    [Fact]
    public void Name_OtherLedger_IsAnother() => Assert.NotEqual(CustomerHash.Of(Open("one.db")).Name("c1"), CustomerHash.Of(Open("two.db")).Name("c1"));

    private SqliteDatabase Open(string name) => new(_files.File(name), LedgerShape.Steps);
}
