using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Rounds;

public class CompleteRunTests
{
    [Fact]
    public async Task Run_FourCompanies_SumsExactlyAndEveryoneScoresAndNothingIsLoggedAsAnError()
    {
        await using var consortium = await Consortium.StartAsync(4);
        var job = await consortium.SubmitAsync(JobDocument.Text());
        var end = await consortium.WatchAsync(job);

        Assert.Equal(5, end.GetProperty("round").GetInt32());
        Assert.Equal(5, end.GetProperty("total_rounds").GetInt32());
        Assert.All(consortium.Rounds.Sealed(5), round => Assert.Equal(4, round.Survivors.Count));
        ExpectedStatistics.Verify(await consortium.ExportAsync(job), consortium.Companies);
        await Task.WhenAll(consortium.Companies.Select(company => ScoresItsCustomersAsync(company, job)));
        await StopsInOrderAsync(consortium);
    }

    private static async Task ScoresItsCustomersAsync(Company company, string job)
    {
        var path = company.PathOf("scores.csv");
        var report = (await company.RunAsync("score", "--job", job, "--out", path, "--json")).Expect(0);
        Assert.Equal(company.Customers.Count, report.Json.GetProperty("rows").GetInt32());
        var scored = (await File.ReadAllLinesAsync(path)).Skip(1).Select(line => line.Split(',')[0]);
        Assert.Equal(company.Customers.Select(customer => customer.Id), scored);
    }

    private static async Task StopsInOrderAsync(Consortium consortium)
    {
        foreach (var company in consortium.Companies)
            Assert.True(await company.Node.StopAsync() == 0, company.Log);
        Assert.Equal(0, await consortium.Serving.StopAsync());
        foreach (var log in consortium.Companies.Select(company => company.Log).Append(consortium.Log))
        {
            Assert.DoesNotContain("fail:", log, StringComparison.Ordinal);
            Assert.DoesNotContain("crit:", log, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", log, StringComparison.Ordinal);
            Assert.DoesNotContain("warn:", log, StringComparison.Ordinal);
        }
    }
}
