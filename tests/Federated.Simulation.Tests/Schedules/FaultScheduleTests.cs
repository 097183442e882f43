using Federated.Coordinator.Jobs;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Federated.Simulation.Tests.Schedules;

/// <summary>The laws of <see cref="Harness.RoundAccount"/> under faults. A seed that fails is kept as a case of its own.</summary>
public sealed class FaultScheduleTests(ITestOutputHelper output)
{
    private const int SeedsPerBatch = 25;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_UnderSeededFaults_CompletesOrWaitsAndEverySumIsExact(int batch)
    {
        var (completed, waiting, sealedRounds) = (0, 0, 0);
        for (var seed = batch * SeedsPerBatch; seed < (batch + 1) * SeedsPerBatch; seed++)
        {
            using var schedule = Play(seed);
            sealedRounds += schedule.Consortium.Account.Sealed.Count;
            completed += schedule.Consortium.Job.IsFinal ? 1 : 0;
            waiting += schedule.Consortium.Job.IsFinal ? 0 : 1;
        }

        output.WriteLine($"{completed} completed, {waiting} wait for partners, {sealedRounds} rounds sealed");
        // The faults must not be such that nothing is left to check.
        Assert.InRange(completed, SeedsPerBatch / 2, SeedsPerBatch);
    }

    private static FaultSchedule Play(int seed)
    {
        var schedule = new FaultSchedule(seed);
        try
        {
            schedule.Run();
            var job = schedule.Consortium.Job;
            if (job.IsFinal)
                Assert.Equal((JobState.Completed, 3), (job.State, schedule.Consortium.Account.Sealed.Count));
            else
                Assert.False(schedule.HasQuorum, $"the job neither ended nor lacks partners: {job.Detail}");
            return schedule;
        }
        catch (Exception failure)
        {
            var words = $"seed {seed}, {schedule.Consortium.Job.Detail}: {failure.Message}\n{string.Join('\n', schedule.Story)}";
            schedule.Dispose();
            throw new XunitException(words, failure);
        }
    }
}
