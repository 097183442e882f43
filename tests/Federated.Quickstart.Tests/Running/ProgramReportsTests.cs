using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Running;

namespace Federated.Quickstart.Tests.Running;

public class ProgramReportsTests
{
    [Fact]
    public void Parse_WhatTheProgramsPrint_IsRead()
    {
        Assert.Equal("j1", ProgramReports.Parse<SubmittedJob>("x", """{"job_id":"j1","state":"queued"}""").JobId);
        Assert.Equal(
            new JobEvent("running", "training", 3, 32, null, false),
            ProgramReports.Parse<JobEvent>("x", """{"job_id":"j1","state":"running","stage":"training","round":3,"total_rounds":32,"detail":null}"""));
        Assert.True(ProgramReports.Parse<JobEvent>("x", """{"state":"completed","terminal":true}""").Terminal);
        Assert.Equal(new Evaluation(100, 0, null), ProgramReports.Parse<Evaluation>("x", """{"rows":100,"positives":0,"auc":null,"log_loss":0.1,"accuracy":1}"""));
        var model = ProgramReports.Parse<ExportedModel>("x", """{"job_id":"j1","snapshot_hash":"ab","rounds":32,"rows":4000,"evaluation":{"rows":1000,"auc":0.9,"log_loss":0.2,"accuracy":0.95}}""");
        Assert.Equal((32, 0.9), (model.Rounds, model.Evaluation!.Auc));
        Assert.Equal(new NodeStatus(32, 1000, 2000), ProgramReports.Parse<NodeStatus>("x", """{"partner":"south","rounds":32,"bytes_sent":1000,"bytes_received":2000}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("Connected")]
    [InlineData("""{"rounds":"many"}""")]
    public void Parse_AnythingElse_IsTold(string text) =>
        Assert.Equal("FED-PROCESS-OUTPUT", Assert.Throws<CommandException>(() => ProgramReports.Parse<NodeStatus>("fed-node", text)).Code);
}
