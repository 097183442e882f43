using System.Text;
using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Hostile;

public class CanaryTests
{
    private const string IdCanary = "XQ7ZKWJID";
    private const string ValueCanary = "XQ7ZKWJPLAN";
    private const string ColumnCanary = "XQ7ZKWJNOTE";
    private const string HeaderCanary = "XQ7ZKWJHEADER";

    private static readonly string[] Canaries = [IdCanary, ValueCanary, ColumnCanary, HeaderCanary];

    /// <summary>Strings that stand in one company's file: as ids, as values that the contract does not declare, in a column that it does not name, and in the header.</summary>
    [Fact]
    public async Task Run_CanariesInOneCompanysFile_AppearNowhereOutsideItsDirectory()
    {
        await using var consortium = await Consortium.OpenAsync(4);
        var company = consortium.Companies[2];
        var rows = company.Customers.Select((customer, row) => $"{customer with { Id = $"{IdCanary}{row}", Plan = row % 7 == 0 ? ValueCanary : customer.Plan }},{ColumnCanary}{row}");
        await File.WriteAllLinesAsync(company.PathOf("customers.csv"), [$"{Customer.Header},{HeaderCanary}", .. rows]);
        await File.WriteAllTextAsync(company.PathOf("mapping.yaml"), "source: customers.csv\ncolumns:\n  plan: {invalid: empty}\n");
        await consortium.StartAsync();

        var job = await consortium.SubmitAsync(JobDocument.Text());
        await consortium.WatchAsync(job);
        await consortium.ExportAsync(job);
        await company.Node.StopAsync();

        Assert.NotEmpty(FindIn(company.PathOf("customers.csv")));
        foreach (var canary in Canaries)
        {
            Assert.DoesNotContain(canary, company.Written, StringComparison.Ordinal);
            Assert.DoesNotContain(canary, consortium.Written, StringComparison.Ordinal);
            Assert.All(consortium.Companies, other => Assert.DoesNotContain(canary, other.Written, StringComparison.Ordinal));
        }

        var outside = Directory.EnumerateFiles(consortium.Root, "*", SearchOption.AllDirectories).Where(path => !path.StartsWith(company.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList();
        Assert.Contains(outside, path => path.EndsWith("coordinator.db", StringComparison.Ordinal));
        Assert.All(outside, path => Assert.Empty(FindIn(path)));
        Assert.Empty(FindIn(company.PathOf("ledger.db")));
    }

    private static List<string> FindIn(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return [.. Canaries.Where(canary => content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(Encoding.UTF8.GetBytes(canary)) >= 0)];
    }
}
