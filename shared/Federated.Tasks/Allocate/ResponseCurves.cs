using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.Allocation;

namespace Federated.Tasks.Allocate;

/// <summary>
/// The places where money can be spent, from a table with a heading. <c>spend</c> and <c>return</c> are a point of a curve, a row each; or <c>maximum</c>, <c>half</c> and, if it is not 1,
/// <c>shape</c> are a saturating curve, one row each. <c>minimum</c> and <c>cap</c> bound the spend, empty for none. All other columns (channel, region, hour) name the place.
/// </summary>
public sealed class ResponseCurves
{
    /// <summary>Most places, and most rows of the table.</summary>
    public const int MostCells = 20_000, MostRows = 1_000_000;

    private const double WhatIfRoom = 1.5;
    private static readonly string[] Known = ["spend", "return", "maximum", "half", "shape", "minimum", "cap"];

    private ResponseCurves(IReadOnlyList<string> keys, IReadOnlyList<ResponseCell> cells) => (Keys, Cells) = (keys, cells);

    /// <summary>Headings of the columns that name a place.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The places, in the order of their first rows.</summary>
    public IReadOnlyList<ResponseCell> Cells { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="heading">Names of the columns, in any case.</param>
    /// <param name="rows">The cells, each as long as the heading.</param>
    /// <param name="budget">The budget: saturating curves are drawn up to one and a half times it.</param>
    /// <exception cref="ArgumentException">The table has a fault; the message names its line.</exception>
    public static ResponseCurves Read(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows, double budget)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(rows);
        string[] names = [.. heading.Select(name => name.Trim().ToLowerInvariant())];
        if (names.FirstOrDefault(name => names.Count(other => other == name) > 1) is { } twice)
            throw new ArgumentException($"The heading has '{twice}' more than once; each column has a name of its own.");
        bool arePoints = names.Contains("spend") && names.Contains("return");
        if (arePoints == (names.Contains("maximum") && names.Contains("half")))
            throw new ArgumentException("The heading needs either 'spend' and 'return' (points of curves) or 'maximum' and 'half' (saturating curves).");
        int[] keys = [.. Enumerable.Range(0, names.Length).Where(column => !Known.Contains(names[column]))];
        if (keys.Length == 0)
            throw new ArgumentException("The heading has no column that names a place, for example 'channel'.");
        var drafts = new Dictionary<string, Draft>(StringComparer.Ordinal);
        int line = 1;
        foreach (IReadOnlyList<string> row in rows)
        {
            line++;
            if (line > MostRows)
                throw new ArgumentException($"The table has more than {MostRows:N0} rows.");
            if (row.Count != names.Length)
                throw new ArgumentException($"Line {line} has {row.Count} cells; the heading has {names.Length}.");
            string[] place = [.. keys.Select(column => row[column].Trim())];
            string name = string.Join(" · ", place);
            if (!drafts.TryGetValue(name, out Draft? draft))
                drafts.Add(name, draft = new Draft(place, line));
            draft.Minimum = Same(draft.Minimum, Number(names, row, "minimum", line), "minimum", line);
            draft.Cap = Same(draft.Cap, Number(names, row, "cap", line), "cap", line);
            if (arePoints)
                draft.Points.Add(new CurvePoint(Needed(names, row, "spend", line), Needed(names, row, "return", line)));
            else if (draft.Saturating is null)
                draft.Saturating = (Needed(names, row, "maximum", line), Needed(names, row, "half", line), Number(names, row, "shape", line) ?? 1);
            else
                throw new ArgumentException($"Line {line} names '{name}' again; a saturating curve has one row.");
        }

        if (drafts.Count is 0 or > MostCells)
            throw new ArgumentException($"The table has {drafts.Count:N0} places to spend money on; it needs 1 to {MostCells:N0}.");
        return new ResponseCurves([.. keys.Select(column => heading[column].Trim())], [.. drafts.Select(draft => Finished(draft.Key, draft.Value, budget))]);
    }

    private static ResponseCell Finished(string name, Draft draft, double budget)
    {
        try
        {
            double cap = draft.Cap ?? double.PositiveInfinity;
            IEnumerable<CurvePoint> points = draft.Saturating is var (maximum, half, shape)
                ? SaturatingCurve.Points(maximum, half, shape, Math.Max(Math.Min(cap, Math.Max(WhatIfRoom * budget, draft.Minimum ?? 0)), half * 1e-6))
                : draft.Points.OrderBy(point => point.Spend);
            return new ResponseCell(draft.Place, new AllocationCell(name, points, draft.Minimum ?? 0, cap));
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"From line {draft.Line}: {fault.Message}", fault);
        }
    }

    private static double? Same(double? before, double? now, string column, int line) => before is { } known && now is { } other && known != other
        ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Line {line} has {other} under '{column}' where an earlier line of the same place has {known}."))
        : before ?? now;

    private static double Needed(string[] names, IReadOnlyList<string> row, string column, int line)
        => Number(names, row, column, line) ?? throw new ArgumentException($"Line {line} has nothing under '{column}'.");

    private static double? Number(string[] names, IReadOnlyList<string> row, string column, int line)
    {
        int at = Array.IndexOf(names, column);
        if (at < 0 || string.IsNullOrWhiteSpace(row[at]))
            return null;
        return double.TryParse(row[at], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new ArgumentException($"Line {line} has a cell under '{column}' that is not a number, written with a point and without separators.");
    }

    private sealed class Draft(string[] place, int line)
    {
        public ImmutableArray<string> Place { get; } = [.. place];

        public int Line { get; } = line;

        public List<CurvePoint> Points { get; } = [];

        public (double Maximum, double Half, double Shape)? Saturating { get; set; }

        public double? Minimum { get; set; }

        public double? Cap { get; set; }
    }
}
