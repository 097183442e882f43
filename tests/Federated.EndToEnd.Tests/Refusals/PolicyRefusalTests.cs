using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Refusals;

public class PolicyRefusalTests
{
    private const string OtherTask = """
        default: refuse
        allow:
          - tasks: [response]

        """;

    [Fact]
    public async Task Run_OnePolicyAllowsAnotherTaskAndOneIsAbsent_JobFailsNamingBothAndTheySendNothing()
    {
        await using var consortium = await Consortium.OpenAsync(5);
        var (unwilling, undecided) = (consortium.Companies[1], consortium.Companies[2]);
        await File.WriteAllTextAsync(unwilling.PathOf("policy.yaml"), OtherTask);
        File.Delete(undecided.PathOf("policy.yaml"));
        await consortium.StartAsync();

        var job = await consortium.SubmitAsync(JobDocument.Text(minimum: 4));
        var end = await consortium.WatchAsync(job, "failed");

        var reason = end.GetProperty("detail").GetString();
        Assert.Contains($"{unwilling.Name}: FED-POLICY-TASK", reason, StringComparison.Ordinal);
        Assert.Contains($"{undecided.Name}: FED-POLICY-ABSENT", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(consortium.Rounds.List(), round => round.State == "sealed");
        foreach (var company in new[] { unwilling, undecided })
        {
            Assert.Equal(0, await company.FigureAsync("upload_bytes"));
            Assert.DoesNotContain("Joined ", company.Log, StringComparison.Ordinal);
            Assert.Contains("Nothing was sent", company.Log, StringComparison.Ordinal);
            Assert.False(company.Node.HasExited);
        }
    }

    [Theory]
    [InlineData(OtherTask)]
    [InlineData("default: refuse\nalow: everything\n")]
    public async Task Run_OnePolicyRefusesOrIsFaulty_CompletesWithTheOthersAlone(string policy)
    {
        await using var consortium = await Consortium.OpenAsync(4);
        var unwilling = consortium.Companies[0];
        await File.WriteAllTextAsync(unwilling.PathOf("policy.yaml"), policy);
        await consortium.StartAsync();

        var job = await consortium.SubmitAsync(JobDocument.Text(rounds: 1, minimum: 3));
        await consortium.WatchAsync(job);

        var willing = consortium.Companies.Skip(1).ToList();
        Assert.All(consortium.Rounds.Sealed(3), round => Assert.Equal(willing.Select(company => company.Name).Order(StringComparer.Ordinal), round.Survivors.Order(StringComparer.Ordinal)));
        ExpectedStatistics.Verify(await consortium.ExportAsync(job), willing);
        Assert.Equal(0, await unwilling.FigureAsync("upload_bytes"));
        Assert.False(unwilling.Node.HasExited);
        Assert.True(await willing[0].FigureAsync("upload_bytes") > 0);
    }
}
