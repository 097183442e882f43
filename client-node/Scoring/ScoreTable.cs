using System.Globalization;
using Federated.ClientNode.Data.Sql;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// The scores as a table of a database: the customer under the name of the partner's own id column (or <c>line</c>), each result by its name, <c>score_group</c> from 1 to 10 where
/// results rank customers, <c>reason_1</c> and so on, <c>task</c>, <c>model_version</c> and <c>scored_at</c>. Scoring again with the same model replaces its rows; those of other models stay.
/// </summary>
/// <param name="destination">The database.</param>
/// <param name="table">The table; made when there is none.</param>
/// <param name="task">The task of the model.</param>
/// <param name="reasons">Columns for reasons, where there are any.</param>
/// <param name="clock">For <c>scored_at</c>.</param>
internal sealed class ScoreTable(SqlDestination destination, SqlTableName table, string task, int reasons, TimeProvider clock)
{
    private const string Task = "task", Version = "model_version";

    /// <summary>Writes each batch before it is passed on, and makes them the table's when the last one is through; whoever stops before leaves the table as it was.</summary>
    /// <param name="batches">The customers and their results, all of one model.</param>
    /// <exception cref="CommandException">The database cannot be written to, or the table has other columns.</exception>
    public IEnumerable<ScoredCustomers> Write(IEnumerable<ScoredCustomers> batches)
    {
        SqlTableWriter? writer = null;
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            foreach (var batch in batches)
            {
                var columns = batch.Rows.Reasons is null ? 0 : reasons;
                writer ??= new SqlTableWriter(destination, table, Columns(batch, columns), (Task, task), (Version, batch.Version));
                for (var row = 0; row < batch.Rows.Count; row++)
                    writer.Add([.. Cells(batch, row, columns, now)]);
                yield return batch;
            }

            writer?.Commit();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static SqlColumn[] Columns(ScoredCustomers scored, int reasonColumns)
    {
        SqlColumn[] columns =
        [
            new(scored.Heading, scored.HasIds ? SqlColumnKind.Text : SqlColumnKind.WholeNumber),
            .. scored.Rows.Columns.Select(column => new SqlColumn(column.Name, column.Words is null ? SqlColumnKind.Number : SqlColumnKind.Text)),
            .. scored.Groups is null ? [] : new SqlColumn[] { new("score_group", SqlColumnKind.WholeNumber) },
            .. Enumerable.Range(1, reasonColumns).Select(rank => new SqlColumn(string.Create(CultureInfo.InvariantCulture, $"reason_{rank}"), SqlColumnKind.Text)),
            new(Task, SqlColumnKind.Text), new(Version, SqlColumnKind.Text), new("scored_at", SqlColumnKind.Instant),
        ];
        return scored.Heading.Length is > 0 and <= 63 && !scored.Heading.Any(char.IsControl) && columns.Skip(1).All(column => !column.Name.Equals(scored.Heading, StringComparison.OrdinalIgnoreCase))
            ? columns
            : throw new CommandException("FED-SCORE-TABLE", $"the id column is named '{Shown.Of(scored.Heading)}', which a table of scores cannot have: it is another of its columns, or no name for one", "give the id another name in the query of the mapping (SELECT … AS customer), or write a CSV file with --out. Nothing was written");
    }

    private IEnumerable<object?> Cells(ScoredCustomers scored, int row, int reasonColumns, DateTime now) =>
    [
        scored.HasIds ? scored.Names[row] : long.Parse(scored.Names[row], CultureInfo.InvariantCulture),
        .. scored.Rows.Columns.Select(column => Cell(column, row)),
        .. scored.Groups is { } groups ? new object?[] { groups[row] == 0 ? null : (long)groups[row] } : [],
        .. Enumerable.Range(0, reasonColumns).Select(rank => (object?)scored.Rows.Reasons![row].ElementAtOrDefault(rank)?.Words),
        task, scored.Version, now,
    ];

    private static object? Cell(ScoreColumn column, int row) =>
        column.Words is { } words ? words[row] : double.IsFinite(column.Numbers![row]) ? column.Numbers[row] : null;
}
