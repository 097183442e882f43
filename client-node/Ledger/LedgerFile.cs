using Federated.ClientNode.Join;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Ledger;

/// <summary>The ledger's database, for features that keep their own tables in it.</summary>
internal static class LedgerFile
{
    public static SqliteDatabase Open(NodeDirectory directory) => new(directory.Ledger, LedgerShape.Steps);
}
