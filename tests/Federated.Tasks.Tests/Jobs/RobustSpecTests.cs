using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.Jobs;

public class RobustSpecTests
{
    private const string Averaged = "training: {algorithm: fedavg}\n";
    private static readonly string Least = $"name: churn\ntask: churn\ncontract:\n  {Contracts.Churn.ReplaceLineEndings("\n  ")}\n";
    private static readonly int Lines = Least.AsSpan().Count('\n') + 1;

    [Fact]
    public void Parse_JobWithoutIt_TakesThePlainMeanAndKeepsItsHash()
    {
        JobSpec job = Parse(Averaged);

        Assert.Null(job.Robust);
        Assert.DoesNotContain("robust", job.ToYaml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{method: geometric-median, tolerate: 2}", RobustMethod.GeometricMedian, 2, null, 7)]
    [InlineData("{method: geometric-median}", RobustMethod.GeometricMedian, 1, null, 7)]
    [InlineData("{method: median, tolerate: 2}", RobustMethod.Median, 2, null, 49)]
    [InlineData("{method: trimmed-mean, norm: 2.5}", RobustMethod.TrimmedMean, 1, 2.5, 35)]
    public void Parse_WhatIsWritten_IsReadAndWrittenAgain(string written, RobustMethod method, int tolerate, double? norm, int partners)
    {
        JobSpec job = Parse($"{Averaged}cohort: {{minimum: 7}}\nrobust: {written}\n");

        Assert.Equal(new RobustSpec { Method = method, Tolerate = tolerate, Norm = norm }, job.Robust);
        Assert.Equal(partners, job.Robust!.LeastPartners(job.Cohort.Minimum));
        Assert.Equal(job.ToYaml(), JobSpec.Parse(job.ToYaml(), "again", TaskCatalogue.Declarations).ToYaml());
        Assert.Contains($"{tolerate} may be bad", job.Robust.InWords, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{method: mean}", "FED-JOB-VALUE", 18)]
    [InlineData("{tolerate: 2}", "FED-JOB-MISSING", 9)]
    [InlineData("{method: median, tolerate: 0}", "FED-JOB-RANGE", 36)]
    [InlineData("{method: median, tolerate: 1001}", "FED-JOB-RANGE", 36)]
    [InlineData("{method: median, tolerate: 1000}\ncohort: {minimum: 5}", "FED-JOB-ROBUST", 26)]
    [InlineData("{method: median, norm: 0}", "FED-JOB-RANGE", 32)]
    [InlineData("{method: median, norm: auto}", "FED-JOB-TYPE", 32)]
    [InlineData("{method: median, tolerates: 1}", "FED-JOB-KEY", 26)]
    [InlineData("median", "FED-JOB-TYPE", 9)]
    public void Parse_WrittenWrongly_IsRefusedWithLineAndColumn(string written, string code, int column)
    {
        DocumentFault fault = Refusal($"{Averaged}robust: {written}\n");

        Assert.Equal((code, new DocumentPosition(Lines + 1, column)), (fault.Code, fault.Position));
    }

    [Fact]
    public void Parse_GeometricMedianOfSmallerSumsThanItTakes_IsRefusedWithTheNumbers()
    {
        DocumentFault fault = Refusal($"{Averaged}robust: {{method: geometric-median, tolerate: 2}}\n");

        Assert.Equal("FED-JOB-ROBUST", fault.Code);
        Assert.Contains("at least 7 (2 × 2 + 3), and the smallest cohort is 4", fault.What, StringComparison.Ordinal);
        Assert.Contains("minimum: 7", fault.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "exact sums")]
    [InlineData("model: {kind: boosted_trees}\n", "exact sums")]
    [InlineData("training: {algorithm: scaffold}\n", "scaffold")]
    public void Parse_JobThatDoesNotAverageUpdates_IsRefused(string settings, string words)
    {
        DocumentFault fault = Refusal($"{settings}robust: {{method: median}}\n");

        Assert.Equal("FED-JOB-ROBUST", fault.Code);
        Assert.Contains(words, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void MostRounds_OfARobustJob_CountsItsSums()
    {
        int plain = TaskCatalogue.MostRounds(Parse("training: {algorithm: fedavg, rounds: 5}\n"));
        int median = TaskCatalogue.MostRounds(Parse("training: {algorithm: fedavg, rounds: 5}\nrobust: {method: median, tolerate: 2}\n"));
        int geometric = TaskCatalogue.MostRounds(Parse("training: {algorithm: fedavg, rounds: 5}\ncohort: {minimum: 7}\nrobust: {method: geometric-median, tolerate: 2}\n"));

        // Seven groups a round and up to five draws of two sums; four sums a round.
        Assert.Equal(plain + (5 * 6) + 10, median);
        Assert.Equal(plain + (5 * 3), geometric);
    }

    private static JobSpec Parse(string settings) => JobSpec.Parse(Least + settings, "job.yaml", TaskCatalogue.Declarations);

    private static DocumentFault Refusal(string settings) => Assert.Single(Assert.Throws<DocumentException>(() => Parse(settings)).Faults);
}
