using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Jobs;

public class JobCommandTests
{
    private const int BadInput = 4;

    [Theory]
    [InlineData("task: churn", "task: weather", "FED-JOB-TASK", "job.yaml line 2 column 1")]
    [InlineData("cohort: {minimum: 4}", "cohort: {minumum: 4}", "FED-JOB-KEY", "job.yaml line 15 column 10")]
    [InlineData("max: 128", "max: -1", "FED-JOB-RANGE", "job.yaml line 7 column")]
    public async Task Submit_FaultyDocument_NamesLineAndColumnAndKeepsNothing(string good, string bad, string code, string place)
    {
        await using var consortium = await Consortium.OpenAsync(0);
        var text = JobDocument.Text();
        Assert.Contains(good, text, StringComparison.Ordinal);
        var path = consortium.WriteJob(text.Replace(good, bad, StringComparison.Ordinal));
        var refused = (await consortium.RunAsync("job", "submit", path)).Expect(BadInput, code);
        Assert.Contains(place, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await consortium.RunAsync("job", "list", "--json")).Expect(0).Json.GetArrayLength());
    }

    [Theory]
    [InlineData("{method: median, tolerate: 2}", 4, "the job needs 28 partners (7 groups (2 × 2 + 3) of at least 4), and 0 are active")]
    [InlineData("{method: geometric-median}", 5, "the job needs 5 partners (at least 5 in every sum), and 0 are active")]
    public async Task Submit_RobustJobForTooFewPartners_IsRefusedWithTheNumbers(string robust, int minimum, string words)
    {
        await using var consortium = await Consortium.OpenAsync(0);
        var refused = (await consortium.RunAsync("job", "submit", consortium.WriteJob($"{JobDocument.Text(minimum: minimum)}robust: {robust}\n"))).Expect(BadInput, "FED-JOB-PARTNERS");
        Assert.Contains(words, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await consortium.RunAsync("job", "list", "--json")).Expect(0).Json.GetArrayLength());
    }

    [Fact]
    public async Task Watch_RobustJob_CompletesAndSaysHowUpdatesWereCombined()
    {
        await using var consortium = await Consortium.StartAsync(5);
        var job = await consortium.SubmitAsync($"{JobDocument.Text(rounds: 1, minimum: 5)}robust: {{method: geometric-median}}\n");
        await consortium.WatchAsync(job);
        var listed = (await consortium.RunAsync("job", "list", "--json")).Expect(0).Json;
        Assert.EndsWith("trained by the geometric median of partners, of whom 1 may be bad", listed[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.All(consortium.Companies, company => Assert.False(company.Node.HasExited));
    }

    [Fact]
    public async Task Submit_SameDocumentTwice_IsTheSameJobUntilItIsCancelled()
    {
        await using var consortium = await Consortium.OpenAsync(0);
        var path = consortium.WriteJob(JobDocument.Text());
        var first = (await consortium.RunAsync("job", "submit", path, "--json")).Expect(0).Json;
        var again = (await consortium.RunAsync("job", "submit", path, "--json")).Expect(0).Json;
        Assert.Equal("queued", first.GetProperty("state").GetString());
        Assert.Equal(first.GetProperty("job_id").GetString(), again.GetProperty("job_id").GetString());

        var id = first.GetProperty("job_id").GetString()!;
        (await consortium.RunAsync("job", "cancel", id)).Expect(0);
        (await consortium.RunAsync("job", "cancel", id)).Expect(1, "FED-JOB-OVER");
        Assert.NotEqual(id, (await consortium.RunAsync("job", "submit", path, "--json")).Expect(0).Json.GetProperty("job_id").GetString());
    }

    [Fact]
    public async Task Cancel_RunningJob_EndsItAndTheNextJobRuns()
    {
        await using var consortium = await Consortium.StartAsync(4);
        var endless = await consortium.SubmitAsync(JobDocument.Text(rounds: 900));
        await consortium.Companies[0].Node.Errors.WaitForAsync("round 1: Sealed");
        (await consortium.RunAsync("job", "cancel", endless)).Expect(0);
        await consortium.WatchAsync(endless, "cancelled");
        (await consortium.RunAsync("model", "export", endless, "-o", Path.Combine(consortium.Root, "none"))).Expect(1, "FED-MODEL-NONE");

        var next = await consortium.SubmitAsync(JobDocument.Text(rounds: 1));
        await consortium.WatchAsync(next);
        Assert.All(consortium.Companies, company => Assert.False(company.Node.HasExited));
    }
}
