using System.Globalization;
using System.Runtime.InteropServices;
using Federated.ClientNode.Data;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// A released model applied to this partner's own customers, on this machine. The source is read once to check it, once more to rank its customers when the task does that,
/// and once for each asking of <see cref="Batches"/>: of a table of any length one batch is held, and four bytes a customer for the ranking.
/// </summary>
internal sealed class CustomerScoring
{
    private readonly SavedModel _model;
    private readonly DataMapping _mapping;
    private readonly StreamedRows _rows;
    private readonly RowProgress? _progress;
    private readonly RowScorer _scorer;
    private float[]? _cuts;
    private bool _isRanked;
    private bool _hasResults;

    private CustomerScoring(SavedModel model, RowScorer scorer, DataMapping mapping, StreamedRows rows, RowProgress? progress)
    {
        (_model, _scorer, _mapping, _rows, _progress) = (model, scorer, mapping, rows, progress);
    }

    /// <summary>What was read. When it is not usable (a column of the contract is gone, a value is out of its range) nothing can be scored.</summary>
    public DataReport Report => _rows.Report;

    /// <summary>The customers as the contract has them; each pass reads the source again.</summary>
    public ITaskRows Rows => _rows;

    /// <summary>Whether customers are named by their ids; otherwise by the lines of their rows.</summary>
    public bool HasIds => _model.Job.Contract.Id is not null;

    /// <summary>What a score must reach for group 2, 3, … 10; null when the task ranks no customer.</summary>
    /// <exception cref="TaskStateException">The task scores nobody.</exception>
    public float[]? Cuts
    {
        get
        {
            if (!_isRanked)
                (_cuts, _isRanked) = (Rank(), true);
            return _cuts;
        }
    }

    /// <summary>Rows that were read and are no results, as far as <see cref="Batches"/> was read.</summary>
    public long Background { get; private set; }

    /// <summary>Reads the source whole, and keeps the report.</summary>
    /// <param name="model">The model and its job.</param>
    /// <param name="memory">What this node kept from the job's rounds; null for nothing.</param>
    /// <param name="mapping">Where the customers are; their label is not read.</param>
    /// <param name="progress">Told of each batch; null for nobody.</param>
    /// <exception cref="TaskStateException">The model, or the memory, is not one of its job.</exception>
    public static CustomerScoring Check(SavedModel model, ModelSnapshot? memory, DataMapping mapping, RowProgress? progress = null) =>
        new(model, TaskCatalogue.For(model.Job).Prepare(model.Snapshot, memory), mapping, StreamedRows.Check(model.Job.Contract, mapping, model.Job.Evaluation.Salt, ReadPurpose.Scoring), progress);

    /// <summary>
    /// Every usable row with its scores, in the order of the source. Where a task tells results from other rows only results are listed, or what stands in for them when there are none.
    /// </summary>
    /// <param name="options">What to add to the scores.</param>
    /// <exception cref="TaskStateException">While it is read: the task scores nobody.</exception>
    public IEnumerable<ScoredCustomers> Batches(ScoreOptions options)
    {
        var version = ModelVersion.Of(_model);
        var cuts = Cuts;
        Background = 0;
        foreach (var batch in Read("scored"))
        {
            var rows = _scorer(batch.Table, options);
            if (rows.Uses is { } uses)
            {
                int[] listed = [.. Enumerable.Range(0, rows.Count).Where(row => uses[row] == (_hasResults ? RowUse.Result : RowUse.Substitute))];
                Background += rows.Count - listed.Length;
                if (listed.Length > 0)
                    yield return Named(batch, listed, rows.Only(listed), version);
                continue;
            }

            int[]? groups = cuts is null ? null : [.. rows.Ranking().Select(score => float.IsNaN(score) ? 0 : ScoreGroups.Of(score, cuts))];
            yield return Named(batch, [.. Enumerable.Range(0, rows.Count)], rows, version) with { Groups = groups };
        }
    }

    private ScoredCustomers Named(TableBatch batch, int[] listed, ScoredRows rows, string version) => _model.Job.Contract.Id is { } id
        ? new ScoredCustomers(_mapping.ColumnOf(id.Name), [.. listed.Select(row => batch.Ids[row])], HasIds: true, rows, null, version) { Table = listed.Length == batch.Table.RowCount ? batch.Table : batch.Table.Select(listed) }
        : new ScoredCustomers("line", [.. listed.Select(row => batch.Lines[row].ToString(CultureInfo.InvariantCulture))], HasIds: false, rows, null, version) { Table = listed.Length == batch.Table.RowCount ? batch.Table : batch.Table.Select(listed) };

    private float[]? Rank()
    {
        var scores = new List<float>();
        foreach (var batch in Read("ranked"))
        {
            var rows = _scorer(batch.Table, ScoreOptions.ScoresOnly);
            _hasResults |= rows.Uses is null || rows.Uses.Contains(RowUse.Result);
            if (!rows.IsRanking && _hasResults)
                return null;
            if (!rows.IsRanking)
                continue;
            scores.AddRange(rows.Ranking().Where(score => !float.IsNaN(score)));
        }

        return scores.Count == 0 ? null : ScoreGroups.Cuts(CollectionsMarshal.AsSpan(scores));
    }

    private IEnumerable<TableBatch> Read(string what)
    {
        long rows = 0;
        foreach (var batch in _rows.Read())
        {
            yield return batch;
            rows += batch.Table.RowCount;
            _progress?.Report(what, rows, batch.Table.RowCount);
        }
    }
}
