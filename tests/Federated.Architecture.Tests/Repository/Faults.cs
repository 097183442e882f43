namespace Federated.Architecture.Tests.Repository;

/// <summary>Fails a test with every fault in full, one a line.</summary>
internal static class Faults
{
    public static void AssertNone(IEnumerable<string> faults)
    {
        var found = faults.ToArray();
        Assert.True(found.Length == 0, Environment.NewLine + string.Join(Environment.NewLine, found));
    }
}
