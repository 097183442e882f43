using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Refusals;

public class DataRefusalTests
{
    /// <summary>A fifth company whose file cannot be used: without rows, with a label of one class, or absent.</summary>
    [Theory]
    [InlineData("no rows", "FED-DATA")]
    [InlineData("one class", "FED-DATA")]
    [InlineData("no file", "FED-DATA")]
    public async Task Run_OneFileIsUseless_ThatNodeRefusesAndTheOthersComplete(string fault, string code)
    {
        await using var consortium = await Consortium.OpenAsync(5);
        var (useless, others) = (consortium.Companies[4], consortium.Companies.Take(4).ToList());
        Spoil(useless, fault);
        await consortium.StartAsync();

        var job = await consortium.SubmitAsync(JobDocument.Text(rounds: 1));
        await consortium.WatchAsync(job);

        Assert.Contains($"Refused {job} round 1: {code}", useless.Log, StringComparison.Ordinal);
        Assert.Contains($"{useless.Name} refused round 1 of {job}: {code}", consortium.Log, StringComparison.Ordinal);
        Assert.All(consortium.Rounds.Sealed(3), round => Assert.Equal(4, round.Survivors.Count));
        ExpectedStatistics.Verify(await consortium.ExportAsync(job), others);
        Assert.Equal(0, await useless.FigureAsync("upload_bytes"));
        Assert.False(useless.Node.HasExited);
        (await useless.RunAsync("data", "check", "--job", Path.Combine(consortium.Root, "job.yaml"))).Expect(4);
    }

    private static void Spoil(Company company, string fault)
    {
        var path = company.PathOf("customers.csv");
        switch (fault)
        {
            case "no rows":
                CustomerFile.Write(path, []);
                break;
            case "one class":
                CustomerFile.Write(path, company.Customers.Select(customer => customer with { HasLeft = false }));
                break;
            default:
                File.Delete(path);
                break;
        }
    }
}
