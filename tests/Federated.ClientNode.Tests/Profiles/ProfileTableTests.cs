using Federated.ClientNode.Profiles;
using Federated.ClientNode.Tests.Join;

namespace Federated.ClientNode.Tests.Profiles;

public sealed class ProfileTableTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Rows_PartsOfDifferentCustomers_AreJoinedById()
    {
        using var table = new ProfileTable(_files.File("join.db"));
        Assert.Equal(2, table.Add(Part([("churn_score", ProfileColumnKind.Result), ("age", ProfileColumnKind.Trait)], ("b", ["0.5", "20"]), ("a", ["0.25", null]))));
        Assert.Equal(2, table.Add(Part([("recency_days", ProfileColumnKind.Behaviour)], ("a", ["3"]), ("c", ["9"]))));
        Assert.Equal(["age", "recency_days", "churn_score"], table.Columns.Select(column => column.Name));
        Assert.Equal(["b:20,,0.5", "a:,3,0.25", "c:,9,"], table.Rows().Select(row => $"{row.Id}:{string.Join(',', row.Cells)}"));
    }

    [Fact]
    public void Add_CustomerTwice_KeepsTheLastRow()
    {
        using var table = new ProfileTable(_files.File("join.db"));
        Assert.Equal(1, table.Add(Part([("age", ProfileColumnKind.Trait)], ("a", ["1"]), ("a", ["2"]))));
        Assert.Equal("2", Assert.Single(Assert.Single(table.Rows()).Cells));
    }

    [Fact]
    public void Dispose_AfterUse_LeavesNoFile()
    {
        using (var table = new ProfileTable(_files.File("join.db")))
            table.Add(Part([("age", ProfileColumnKind.Trait)], ("a", ["1"])));
        Assert.Empty(Directory.GetFiles(_files.Root));
    }

    private static ProfilePart Part((string Name, ProfileColumnKind Kind)[] columns, params (string, string?[])[] rows) =>
        new([.. columns.Select(column => new ProfileColumn(column.Name, column.Kind))], rows);
}
