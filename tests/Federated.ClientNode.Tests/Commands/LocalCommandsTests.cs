using System.Text.Json;
using Federated.ClientNode.Commands;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Commands;

[Collection("console")]
public sealed class LocalCommandsTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly string _job;
    private readonly string _mapping;

    public LocalCommandsTests()
    {
        _job = _files.Write("job.yaml", Customers.JobText);
        _mapping = _files.Write("mapping.yaml", Customers.Mapping);
        _files.Write("customers.csv", Customers.Csv());
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task DataCheck_GoodFile_Passes()
    {
        var run = await CommandRun.Of(DataCommand.Create(), "check", "--job", _job, "--mapping", _mapping);
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("✓ 4 of 4 fields pass: 400 of 400 rows", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataCheck_BadCells_ExitsWithFourAndNamesThem()
    {
        _files.Write("customers.csv", Customers.Csv() + "c400,101,1,yes\n");
        var run = await CommandRun.Of(DataCommand.Create(), "check", "--job", _job, "--mapping", _mapping, "--json");
        Assert.Equal(ExitCode.BadInput, run.Exit);
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.False(report.GetProperty("usable").GetBoolean());
        var fault = Assert.Single(report.GetProperty("faults").EnumerateArray());
        Assert.Equal(("FED-DATA-RANGE", "minutes", 402), (fault.GetProperty("code").GetString(), fault.GetProperty("field").GetString(), fault.GetProperty("lines")[0].GetInt32()));
    }

    [Fact]
    public async Task DataCheck_MappingBesideTheNode_IsFoundByDir()
    {
        var run = await CommandRun.Of(DataCommand.Create(), "check", "--job", _job, "--dir", _files.Root);
        Assert.Equal(ExitCode.Done, run.Exit);
    }

    [Fact]
    public async Task DataCheck_FaultyJob_NamesEveryFaultOnce()
    {
        var job = _files.Write("bad.yaml", Customers.JobText.Replace("rounds: 8", "rounds: 0", StringComparison.Ordinal) + "\ncode: import os\n");
        var run = await CommandRun.Of(DataCommand.Create(), "check", "--job", job, "--mapping", _mapping);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith("✗ FED-JOB-RANGE  bad.yaml line ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n✗ FED-JOB-KEY  bad.yaml line ", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Split('✗').Length - 1);
    }

    [Fact]
    public async Task Baseline_ThenEvaluate_AgreeOnTheHeldOutRows()
    {
        var model = _files.File("alone.safetensors");
        var baseline = await CommandRun.Of(BaselineCommand.Create(), "--job", _job, "--mapping", _mapping, "-o", model, "--json");
        Assert.Equal(ExitCode.Done, baseline.Exit);
        var evaluate = await CommandRun.Of(EvaluateCommand.Create(), "--model", model, "--job", _job, "--mapping", _mapping, "--json");
        Assert.Equal(ExitCode.Done, evaluate.Exit);
        JsonElement trained = JsonDocument.Parse(baseline.Out).RootElement, measured = JsonDocument.Parse(evaluate.Out).RootElement;
        Assert.Equal(trained.GetProperty("evaluation").GetRawText(), measured.GetRawText());
        Assert.Equal(["rows", "positives", "auc", "log_loss", "accuracy"], measured.EnumerateObject().Select(property => property.Name));
        Assert.InRange(measured.GetProperty("auc").GetDouble(), 0.8, 1);
        Assert.True(trained.GetProperty("early_stopping").GetBoolean());
        Assert.Equal(Safetensors.Read(File.ReadAllBytes(model)).ContentHash(), trained.GetProperty("snapshot_hash").GetString());
    }

    [Fact]
    public async Task Baseline_NoEarlyStopping_TakesTheJobsRounds()
    {
        var run = await CommandRun.Of(BaselineCommand.Create(), "--job", _job, "--mapping", _mapping, "-o", _files.File("alone.safetensors"), "--no-early-stopping", "--json");
        var trained = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal((8, false), (trained.GetProperty("rounds").GetInt32(), trained.GetProperty("early_stopping").GetBoolean()));
    }

    [Fact]
    public async Task Evaluate_ModelOfAnotherTask_IsRefused()
    {
        var model = _files.File("other.safetensors");
        File.WriteAllBytes(model, Safetensors.Write(new ModelSnapshot([], [new("task", "response"), new("stage", "Done")])));
        var run = await CommandRun.Of(EvaluateCommand.Create(), "--model", model, "--job", _job, "--mapping", _mapping);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith("✗ FED-MODEL-STATE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_FileThatIsNoModel_IsRefused()
    {
        var run = await CommandRun.Of(EvaluateCommand.Create(), "--model", _job, "--job", _job, "--mapping", _mapping);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith("✗ FED-MODEL-FILE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyInit_ThenCheck_AndNeverTwice()
    {
        var policy = Path.Combine(_files.Root, "policy.yaml");
        Assert.StartsWith("✗ FED-POLICY-ABSENT", (await CommandRun.Of(PolicyCommand.Create(), "check", "--dir", _files.Root)).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await CommandRun.Of(PolicyCommand.Create(), "init", "--task", "churn", "--dir", _files.Root)).Exit);
        Assert.Contains("tasks: [churn]", File.ReadAllText(policy), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await CommandRun.Of(PolicyCommand.Create(), "check", "--dir", _files.Root)).Exit);
        Assert.StartsWith("✗ FED-POLICY-EXISTS", (await CommandRun.Of(PolicyCommand.Create(), "init", "--dir", _files.Root)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyCheck_FaultyPolicy_ExitsWithFour()
    {
        _files.Write("policy.yaml", "default: accept\n");
        var run = await CommandRun.Of(PolicyCommand.Create(), "check", "--dir", _files.Root);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith("✗ FED-POLICY-VALUE  policy.yaml line 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyInit_UnknownTask_IsRefused()
    {
        var run = await CommandRun.Of(PolicyCommand.Create(), "init", "--task", "spying", "--dir", _files.Root);
        Assert.StartsWith("✗ FED-POLICY-TASK", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_files.Root, "policy.yaml")));
    }
}
