using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Tests.Join;
using Federated.Computations;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data;

public sealed class StreamedRowsTests : IDisposable
{
    private const int RowCount = 150_000;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batches_EveryPass_HoldTheRowsOfTheTableInItsOrder()
    {
        Write(RowCount);
        DataMapping mapping = Mapping("columns: {minutes: {out_of_range: drop_row}}");
        LocalTable whole = TableReader.Read(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training).Table!;
        StreamedRows rows = StreamedRows.Check(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training);
        Assert.Equal(whole.RowCount, rows.RowCount);
        for (int pass = 0; pass < 2; pass++)
        {
            TableBatch[] batches = [.. rows.Read()];
            Assert.Equal([StreamedRows.BatchSize, StreamedRows.BatchSize, whole.RowCount - (2 * StreamedRows.BatchSize)], batches.Select(batch => batch.Table.RowCount));
            Assert.Equal(whole.Numbers("minutes").ToArray(), batches.SelectMany(batch => batch.Table.Numbers("minutes").ToArray()));
            Assert.Equal(whole.Categories("state").ToArray(), batches.SelectMany(batch => batch.Table.Categories("state").ToArray()));
            Assert.Equal(whole.Labels.ToArray(), batches.SelectMany(batch => batch.Table.Labels.ToArray()));
            Assert.Equal(whole.SplitKeys.ToArray(), batches.SelectMany(batch => batch.Table.SplitKeys.ToArray()));
        }
    }

    [Fact]
    public void Batches_ForScoring_KeepIdsAndLinesBesideTheirRows()
    {
        Write(RowCount);
        StreamedRows rows = StreamedRows.Check(CsvScenario.Contract, Mapping("columns: {minutes: {out_of_range: drop_row}}"), "salt", ReadPurpose.Scoring);
        Assert.All(rows.Read(), batch => Assert.Equal(batch.Ids.Select(id => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture) + 2L), batch.Lines));
    }

    [Fact]
    public void Batches_KeepFirst_LeavesTheSameRowsOutAtEveryPass()
    {
        _folder.Write("customers.csv", CsvScenario.Header + "\na,KS,1,1,1,no\na,KS,2,1,1,no\nb,KS,3,1,1,yes\n");
        StreamedRows rows = StreamedRows.Check(CsvScenario.Contract, Mapping("duplicates: keep_first"), "salt", ReadPurpose.Training);
        Assert.Equal([1d, 3], rows.Read().Single().Table.Numbers("minutes").ToArray());
        Assert.Equal([1d, 3], rows.Read().Single().Table.Numbers("minutes").ToArray());
    }

    [Theory]
    [InlineData("d,KS,1,1,1,no\n")]
    [InlineData("d,KS,bad,1,1,no\n")]
    public void Batches_SourceThatHasChanged_AreRefused(string more)
    {
        const string before = CsvScenario.Header + "\na,KS,1,1,1,no\nb,KS,3,1,1,yes\n";
        _folder.Write("customers.csv", before);
        StreamedRows rows = StreamedRows.Check(CsvScenario.Contract, Mapping(""), "salt", ReadPurpose.Training);
        Assert.Single(rows.Read());
        _folder.Write("customers.csv", before + more);
        Assert.Contains("customers.csv has changed", Assert.Throws<ContributionException>(() => rows.Read().Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RowCount, true)]
    [InlineData(RowCount - 1, false)]
    public void Open_RowsUpToTheMost_AreHeldAndOthersStreamed(int mostHeld, bool isHeld)
    {
        Write(RowCount);
        DataMapping mapping = Mapping("columns: {minutes: {out_of_range: clamp}}");
        OpenedRows opened = OpenedRows.Open(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training, mostHeld);
        Assert.Equal(isHeld, opened.Rows is LocalTable);
        Assert.Equal(TableReader.Read(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training).Table!.Numbers("minutes").ToArray(), opened.Rows!.Whole().Numbers("minutes").ToArray());
        Assert.Equal(RowCount, opened.Report.UsedRowCount);
    }

    [Fact]
    public void Check_FaultyRows_SaysWhatAReadSays()
    {
        _folder.Write("customers.csv", CsvScenario.Header + "\na,KS,x,1,1,no\na,KS,2,1,1,no\n");
        DataReport checkedReport = StreamedRows.Check(CsvScenario.Contract, Mapping(""), "salt", ReadPurpose.Training).Report;
        Assert.Equal(TableReader.Read(CsvScenario.Contract, Mapping(""), "salt", ReadPurpose.Training).Report.ToLines(), checkedReport.ToLines());
        Assert.False(checkedReport.IsUsable);
    }

    private DataMapping Mapping(string settings) => DataMapping.Parse($"source: customers.csv\n{settings}\n", "mapping.yaml", _folder.Root);

    private void Write(int rows)
    {
        var csv = new StringBuilder(CsvScenario.Header).Append('\n');
        for (int i = 0; i < rows; i++)
            csv.Append(CultureInfo.InvariantCulture, $"c{i},{(i % 3 == 0 ? "KS" : "OH")},{i % 503},{i % 7},{i % 2},{(i % 11 == 0 ? "yes" : "no")}\n");
        _folder.Write("customers.csv", csv.ToString());
    }
}
