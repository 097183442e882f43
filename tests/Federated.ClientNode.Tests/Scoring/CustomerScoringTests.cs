using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class CustomerScoringTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_MappedIdColumn_KeepsThePartnersOwnName()
    {
        _files.Write("own.csv", "kunde,minutes,plan\nk1,3,1\nk2,97,0\n");
        var report = Write(Customers.Job, "source: own.csv\ncolumns: {customer: {column: kunde}}\n");
        Assert.True(report.IsUsable);
        Assert.Equal(["kunde,score,group,model", "k1", "k2"], Lines().Select((line, index) => index == 0 ? line : line[..2]));
    }

    [Fact]
    public void Write_ContractWithoutId_NamesTheLineOfEachRow()
    {
        var job = JobSpec.Parse(Customers.JobText.Replace("    - {name: customer, role: id}\n", "", StringComparison.Ordinal), "job.yaml", TaskCatalogue.Declarations);
        _files.Write("own.csv", "minutes,plan\n3,1\n\n97,0\n");
        Write(job, "source: own.csv\n");
        Assert.Equal(["line", "2", "4"], Lines().Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Write_RowThatTheMappingLeavesOut_IsNotScored()
    {
        _files.Write("own.csv", "customer,minutes,plan\na,3,1\nb,many,0\nc,97,0\n");
        var report = Write(Customers.Job, "source: own.csv\ncolumns: {minutes: {invalid: drop_row}}\n");
        Assert.Equal((3, 2), (report.RowCount, report.UsedRowCount));
        Assert.Equal(["customer", "a", "c"], Lines().Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Write_Scores_AreThoseOfTheTask()
    {
        _files.Write("own.csv", Customers.Csv());
        Write(Customers.Job, "source: own.csv\n");
        var expected = TaskCatalogue.For(Customers.Job).Score(Customers.Model, memory: null, Customers.Table(), ScoreOptions.ScoresOnly).Ranking();
        Assert.Equal(expected.Select(score => ((double)score).ToString("0.000000", CultureInfo.InvariantCulture)), Lines().Skip(1).Select(line => line.Split(',')[1]));
    }

    [Fact]
    public void Batches_RankingResults_HaveGroupsAndTheModelsVersion()
    {
        _files.Write("own.csv", Customers.Csv());
        var scored = Assert.Single(Check(Customers.Job, "source: own.csv\n").Batches(ScoreOptions.ScoresOnly));
        Assert.Equal(ScoreGroups.Of(scored.Rows.Ranking()), scored.Groups);
        Assert.Equal($"churn-1a2b@{Customers.Model.ContentHash()[..12]}", scored.Version);
    }

    [Fact]
    public void Batches_TableLongerThanABatch_HasTheGroupsOfTheWholeTable()
    {
        const int rows = StreamedRows.BatchSize + 1000;
        var text = new StringBuilder("customer,minutes,plan\n");
        for (var row = 0; row < rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"c{row},{(row < StreamedRows.BatchSize ? row % 50 : 99)},1\n");
        _files.Write("own.csv", text.ToString());
        var lines = new StringWriter();
        var scoring = CustomerScoring.Check(new SavedModel("churn-1a2b", Customers.Job, Customers.Model), null, DataMapping.Parse("source: own.csv\n", "mapping.yaml", _files.Root), new RowProgress(lines));
        var batches = scoring.Batches(ScoreOptions.ScoresOnly).ToArray();
        Assert.Equal([StreamedRows.BatchSize, 1000], batches.Select(batch => batch.Rows.Count));
        float[] scores = [.. batches.SelectMany(batch => batch.Rows.Ranking())];
        Assert.Equal(ScoreGroups.Of(scores), batches.SelectMany(batch => batch.Groups!));
        Assert.Equal(rows, ScoreSheet.Write(_files.File("scores.csv"), scoring.Batches(ScoreOptions.ScoresOnly), reasons: 0));
        Assert.Equal(rows + 1, Lines().Length);
        Assert.Equal("", lines.ToString());
    }

    private DataReport Write(JobSpec job, string mapping)
    {
        var scoring = Check(job, mapping);
        if (scoring.Report.IsUsable)
            ScoreSheet.Write(_files.File("scores.csv"), scoring.Batches(ScoreOptions.ScoresOnly), reasons: 0);
        return scoring.Report;
    }

    private CustomerScoring Check(JobSpec job, string mapping) =>
        CustomerScoring.Check(new SavedModel("churn-1a2b", job, Customers.Model), null, DataMapping.Parse(mapping, "mapping.yaml", _files.Root));

    private string[] Lines() => File.ReadAllLines(_files.File("scores.csv"));
}
