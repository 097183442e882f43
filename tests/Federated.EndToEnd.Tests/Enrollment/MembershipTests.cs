using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Enrollment;

public class MembershipTests
{
    private const int NoConnection = 2;

    [Fact]
    public async Task Partner_PausedResumedRemoved_IsRefusedAcceptedAndEnded()
    {
        await using var consortium = await Consortium.StartAsync(4);
        var company = consortium.Companies[0];

        (await consortium.RunAsync("partner", "pause", company.Name)).Expect(0);
        await company.Node.Errors.WaitForAsync("FED-MEMBER-PAUSED");
        await consortium.Serving.Errors.WaitForAsync("refused: FED_PARTNER_PAUSED");
        var job = await consortium.SubmitAsync(JobDocument.Text(rounds: 1, minimum: 3));
        await consortium.WatchAsync(job);
        Assert.All(consortium.Rounds.Sealed(3), round => Assert.DoesNotContain(company.Name, round.Survivors));
        Assert.False(company.Node.HasExited);

        (await consortium.RunAsync("partner", "resume", company.Name)).Expect(0);
        var second = await consortium.SubmitAsync(JobDocument.Text(rounds: 2, minimum: 4));
        await consortium.WatchAsync(second);
        Assert.Contains($"Joined {second}", company.Log, StringComparison.Ordinal);

        (await consortium.RunAsync("partner", "remove", company.Name)).Expect(0);
        Assert.Equal(NoConnection, await company.Node.WaitForExitAsync());
        Assert.Contains("✗ FED-MEMBER-REMOVED  the operator has removed this partner", company.Log, StringComparison.Ordinal);
        (await company.RunAsync("run")).Expect(NoConnection);
    }
}
