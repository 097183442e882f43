using System.Globalization;

namespace Federated.ClientNode.Data.Sources;

/// <summary>One cell of a row: characters of a file, or a typed value of a database. Both pass the same checks.</summary>
internal readonly struct Cell
{
    private readonly string? _text;
    private readonly long _bits;

    private Cell(CellKind kind, string? text, long bits)
    {
        Kind = kind;
        _text = text;
        _bits = bits;
    }

    /// <summary>What it is; <c>default</c> is missing.</summary>
    public CellKind Kind { get; }

    public static Cell Of(string text) => new(CellKind.Text, text, 0);

    public static Cell Of(long number) => new(CellKind.WholeNumber, null, number);

    public static Cell Of(double number) => new(CellKind.Number, null, BitConverter.DoubleToInt64Bits(number));

    public static Cell Of(decimal number) => new(CellKind.Decimal, number.ToString(CultureInfo.InvariantCulture), 0);

    public static Cell Of(bool truth) => new(CellKind.Truth, null, truth ? 1 : 0);

    public static Cell Of(DateTime date) => new(CellKind.Date, null, date.Ticks);

    /// <summary>The value as a number: of a whole number the nearest double, of a truth 1 or 0, of anything else that is no number NaN.</summary>
    public double Number => Kind switch
    {
        CellKind.WholeNumber or CellKind.Truth => _bits,
        CellKind.Number => BitConverter.Int64BitsToDouble(_bits),
        CellKind.Decimal => double.Parse(_text!, NumberStyles.Number, CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    /// <summary>The date of a cell that is one, as written, without a time zone.</summary>
    public DateTime Date => Kind == CellKind.Date ? new DateTime(_bits) : throw new InvalidOperationException($"A cell of kind {Kind} is no date.");

    /// <summary>Its characters; of a typed value the shortest that give it back, of a date ISO 8601, of a missing cell none.</summary>
    public string Text => Kind switch
    {
        CellKind.Text or CellKind.Decimal => _text!,
        CellKind.WholeNumber => _bits.ToString(CultureInfo.InvariantCulture),
        CellKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Truth => _bits == 1 ? "true" : "false",
        CellKind.Date => Date.ToString(Date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Its characters.</summary>
    public override string ToString() => Text;
}
