using Federated.ClientNode.Commands;
using Federated.ClientNode.Evidence;
using Federated.Coordinator.Jobs;
using Federated.Hosting.CommandLine;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.Simulation.Tests.Harness;

namespace Federated.Simulation.Tests.Rounds;

/// <summary>A coordinator that lies to whole nodes: each leaves, and keeps what a third party can check.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public void AdvertOfAnEarlierRound_PutInAMembersPlace_EveryNodeLeavesWithEvidenceThatHolds()
    {
        using var consortium = Lied();

        Assert.Equal(JobState.Failed, consortium.Job.State);
        Assert.Single(consortium.Account.Sealed);
        Assert.DoesNotContain(consortium.Account.Uploads, upload => upload.Key.Round == 2);
        foreach (var node in consortium.Nodes)
        {
            var evidence = EvidenceDocument.Load(Assert.Single(node.Evidence).FullName).Verify();
            Assert.True(evidence.IsSigned && evidence.IsOfThisRoster);
            Assert.Equal(node.Name, evidence.Notice.NodeId);
            Assert.Equal(ViolationCode.RoundDiffers, evidence.Notice.Violation.Code);
            var statement = Assert.Single(evidence.Statements);
            Assert.True(statement.IsSigned);
            Assert.Equal("partner-0", statement.NodeId);
            Assert.EndsWith("another job, round or attempt than the refusing node was given", statement.Says, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Evidence_AlteredAnywhere_DoesNotHold()
    {
        using var consortium = Lied();
        var path = consortium.Nodes[1].Evidence[0].FullName;
        var honest = EvidenceDocument.Load(path);
        var random = new Random(7);

        Assert.Equal(ExitCode.Done, Check(path));
        for (var trial = 0; trial < 60; trial++)
            AssertRefused(path, honest with { Notice = Flip(honest.Notice, random) });
        for (var trial = 0; trial < 5; trial++)
            AssertRefused(path, honest with { Signature = Flip(honest.Signature, random) });
        AssertRefused(path, honest with { Roster = [.. honest.Roster.Skip(1)] });
        AssertRefused(path, honest with { Roster = [honest.Roster[0] with { Certificate = honest.Roster[1].Certificate }, .. honest.Roster.Skip(1)] });
        AssertRefused(path, honest with { Roster = [honest.Roster[0] with { Company = "another" }, .. honest.Roster.Skip(1)] });
        AssertRefused(path, honest with { Authority = honest.Roster[0].Certificate });
        File.WriteAllText(path, honest.Write());
        Assert.Equal(ExitCode.Done, Check(path));
    }

    [Fact]
    public void Lie12_TheSameQuestionUnderAnotherNameWithoutOneNode_IsNotUnmasked()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        Assert.Equal(JobState.Completed, consortium.Run().State);
        consortium.Nodes[3].IsAlive = false;
        consortium.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = consortium.Submit(SimulatedJob.Small with { Name = "another-name" });

        var job = consortium.Run();

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("SurvivorsTooSimilar", job.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(consortium.Account.Sealed, round => round.Key.JobId == again);
        Assert.All(consortium.Nodes.Take(3), node => Assert.Contains("SurvivorsTooSimilar", Assert.Single(node.Evidence).Name, StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameQuestionAgain_OverTheSameNodes_IsAnswered()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        consortium.Run();
        consortium.Submit(SimulatedJob.Small with { Name = "another-name" });

        Assert.Equal(JobState.Completed, consortium.Run().State);
    }

    // In round 2 everybody is shown what partner-0 signed in round 1.
    private static SimulatedConsortium Lied()
    {
        var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        SignedAdvert? earlier = null;
        consortium.Lie = (_, next) =>
        {
            if (next.Adverts is not { } cohort)
                return;
            var at = cohort.Adverts.ToList().FindIndex(advert => advert.NodeId == "partner-0");
            if (cohort.Round.Round == 1)
                earlier = cohort.Adverts[at].Clone();
            else
                cohort.Adverts[at] = earlier!;
        };
        consortium.Run();
        return consortium;
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        byte[] altered = [.. bytes];
        altered[random.Next(altered.Length)] ^= (byte)(1 << random.Next(8));
        return altered;
    }

    private static void AssertRefused(string path, EvidenceDocument altered)
    {
        File.WriteAllText(path, altered.Write());
        Assert.Equal(ExitCode.VerificationFailed, Check(path));
    }

    private static int Check(string path)
    {
        try
        {
            return EvidenceCommand.Create().Parse(["check", path]).Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (CommandException refused)
        {
            return refused.Exit;
        }
    }
}
