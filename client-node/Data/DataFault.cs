namespace Federated.ClientNode.Data;

/// <summary>
/// One kind of fault in a file, for the person at the node. It may repeat one cell of the file (never an id), so it is printed and written
/// locally only and no part of it is ever sent.
/// </summary>
/// <param name="Code">Stable code, for example <c>FED-DATA-RANGE</c>.</param>
/// <param name="Field">The contract's field, or null when the fault is the file's or the whole row's.</param>
/// <param name="What">What must hold, or what is wrong with the file.</param>
/// <param name="Count">Rows concerned; 0 for a fault of the file as a whole.</param>
/// <param name="Share">Their share of all rows, in [0, 1].</param>
/// <param name="Lines">Line numbers in the file, from 1 with the header included, of the first three rows concerned.</param>
/// <param name="Example">The first offending cell, at most 40 printable characters; null for ids and whole rows.</param>
/// <param name="Mend">What to do.</param>
internal sealed record DataFault(string Code, string? Field, string What, long Count, double Share, IReadOnlyList<long> Lines, string? Example, string Mend)
{
    /// <summary>All rows of which <see cref="Count"/> are concerned.</summary>
    public long Total { get; init; }

    /// <summary>What is counted: rows, unless said otherwise.</summary>
    public string Unit { get; init; } = "rows";

    /// <summary>What <see cref="Lines"/> are, where they are not those of the report's source; null otherwise.</summary>
    public string? LineWord { get; init; }

    /// <summary>A fault of the file as a whole.</summary>
    public static DataFault OfFile(string code, string what, string mend, string? field = null) => new(code, field, what, 0, 0, [], null, mend);
}
