using System.Globalization;
using Federated.ClientNode.Scoring;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Profiles;

/// <summary>What a model knows of customers: the fields that its contract reads, what it says of each, and why.</summary>
internal sealed class ModelPart
{
    private readonly string _task;
    private readonly IReadOnlyList<ContractField> _traits;
    private readonly int _reasons;
    private readonly IReadOnlyList<string> _results;
    private readonly bool _isRanking;

    private ModelPart(string task, IReadOnlyList<ContractField> traits, int reasons, ScoredCustomers first)
    {
        (_task, _traits, _reasons) = (task, traits, first.Rows.Reasons is null ? 0 : reasons);
        _results = [.. first.Rows.Columns.Select(column => column.Name)];
        _isRanking = first.Groups is not null;
    }

    /// <summary>A part of all batches.</summary>
    /// <param name="task">Its task; the beginning of its columns' names.</param>
    /// <param name="traits">Fields of its contract that no other part has.</param>
    /// <param name="reasons">Columns for reasons.</param>
    /// <param name="first">The first of <paramref name="batches"/>, which says what columns there are.</param>
    /// <param name="batches">The scored customers.</param>
    public static ProfilePart Of(string task, IReadOnlyList<ContractField> traits, int reasons, ScoredCustomers first, IEnumerable<ScoredCustomers> batches)
    {
        var part = new ModelPart(task, traits, reasons, first);
        return new ProfilePart([.. part.Columns()], batches.SelectMany(part.Rows));
    }

    /// <summary>The name of a result: the task's before its own, unless that says so already (<c>segment_number</c> of segments).</summary>
    public static string NameOf(string task, string column) => column.StartsWith(task.TrimEnd('s'), StringComparison.Ordinal) ? column : $"{task}_{column}";

    private IEnumerable<ProfileColumn> Columns() =>
    [
        .. _traits.Select(field => new ProfileColumn(field.Name, ProfileColumnKind.Trait)),
        .. _results.Select(name => new ProfileColumn(NameOf(_task, name), ProfileColumnKind.Result)),
        .. _isRanking ? new[] { new ProfileColumn($"{_task}_group", ProfileColumnKind.Result) } : [],
        .. Enumerable.Range(1, _reasons).Select(rank => new ProfileColumn(string.Create(CultureInfo.InvariantCulture, $"{_task}_reason_{rank}"), ProfileColumnKind.Reason)),
        new ProfileColumn($"{_task}_model", ProfileColumnKind.Model),
    ];

    private IEnumerable<(string, string?[])> Rows(ScoredCustomers batch)
    {
        for (var row = 0; row < batch.Rows.Count; row++)
            yield return (batch.Names[row], [.. Cells(batch, row)]);
    }

    private IEnumerable<string?> Cells(ScoredCustomers batch, int row) =>
    [
        .. _traits.Select(field => Cell(field, batch.Table!, row)),
        .. batch.Rows.Columns.Select(column => Cell(column, row)),
        .. _isRanking ? new[] { batch.Groups![row] is var group and > 0 ? group.ToString(CultureInfo.InvariantCulture) : null } : [],
        .. Enumerable.Range(0, _reasons).Select(rank => batch.Rows.Reasons![row].ElementAtOrDefault(rank)?.Words),
        batch.Version,
    ];

    private static string? Cell(ScoreColumn column, int row) => column.Numbers is { } numbers
        ? double.IsFinite(numbers[row]) ? numbers[row].ToString("0.######", CultureInfo.InvariantCulture) : null
        : column.Words![row];

    private static string? Cell(ContractField field, LocalTable table, int row)
    {
        if (field.IsCategorical)
            return table.Categories(field.Name)[row] is var index and >= 0 ? field.Values[index] : null;
        var number = table.Numbers(field.Name)[row];
        return !double.IsFinite(number) ? null : field.Type == FieldType.Date ? Days.Format(number) : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
