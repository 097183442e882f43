using System.Globalization;

namespace Federated.ClientNode.Data;

/// <summary>What <c>data check</c> found, to be printed or written as JSON on the node and nowhere else.</summary>
/// <param name="Source">The file, as the mapping names it.</param>
/// <param name="Mapping">The mapping's name.</param>
/// <param name="FieldCount">Fields of the contract that were looked for.</param>
/// <param name="ColumnCount">Columns of the header; 0 when it could not be read.</param>
/// <param name="RowCount">Rows below the header, blank lines not counted.</param>
/// <param name="UsedRowCount">Rows that a table made of it would have.</param>
/// <param name="Faults">What must be mended before the data can be used; empty when it can.</param>
/// <param name="Notices">What was mended as the mapping says, and other things worth knowing.</param>
internal sealed record DataReport(
    string Source,
    string Mapping,
    int FieldCount,
    int ColumnCount,
    long RowCount,
    long UsedRowCount,
    IReadOnlyList<DataFault> Faults,
    IReadOnlyList<DataFault> Notices)
{
    /// <summary>Exit code of a command that refuses because of bad data.</summary>
    public const int BadDataExitCode = 4;

    /// <summary>What the faults' lines are: <c>line</c> of a file, or <c>row</c> of a query.</summary>
    public string LineWord { get; init; } = "line";

    /// <summary>Whether the data can be used.</summary>
    public bool IsUsable => Faults.Count == 0;

    /// <summary>Fields with at least one fault.</summary>
    public int FailingFieldCount => Faults.Where(fault => fault.Field is not null).Select(fault => fault.Field).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The report as lines of text.</summary>
    public IEnumerable<string> ToLines()
    {
        foreach (DataFault fault in Faults)
        {
            yield return $"✗ {fault.Code}  {Statement(fault)}";
            yield return $"  Mend   {fault.Mend}";
        }
        foreach (DataFault notice in Notices)
            yield return $"– {notice.Code}  {Statement(notice)}. {notice.Mend}";
        yield return IsUsable
            ? Invariant($"✓ {FieldCount} of {FieldCount} fields pass: {UsedRowCount:N0} of {RowCount:N0} rows of {Source} will be used.")
            : Invariant($"{Summary()} Exit {BadDataExitCode}.");
    }

    private string Summary() => FailingFieldCount == 0
        ? $"{Source} cannot be used."
        : $"{FailingFieldCount} of {FieldCount} fields fail.";

    private string Statement(DataFault fault)
    {
        if (fault.Count == 0)
            return fault.What;
        string lines = string.Join(", ", fault.Lines.Select(line => Invariant($"{line}")));
        string example = fault.Example is null ? "" : $" \"{fault.Example}\"";
        return Invariant($"{fault.What}: {fault.Count:N0} of {fault.Total:N0} {fault.Unit} ({Percent(fault.Share)}) break this, e.g. {fault.LineWord ?? LineWord}{(fault.Lines.Count == 1 ? "" : "s")} {lines}{example}");
    }

    private static string Percent(double share) => share is > 0 and < 0.0005 ? "< 0.1 %" : Invariant($"{share * 100:0.0} %");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
