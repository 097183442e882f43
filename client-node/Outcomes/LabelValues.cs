using System.Globalization;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Outcomes;

/// <summary>The values of a contract's label: as people write them, as the ledger keeps them, and as numbers to learn from.</summary>
internal sealed class LabelValues
{
    private static readonly Dictionary<string, string> Truths = new[] { "false", "no", "n", "f", "0" }.Select(word => (word, truth: "false"))
        .Concat(new[] { "true", "yes", "y", "t", "1" }.Select(word => (word, truth: "true")))
        .ToDictionary(each => each.word, each => each.truth, StringComparer.OrdinalIgnoreCase);

    private readonly ContractField _label;
    private readonly LabelKind _kind;

    private LabelValues(ContractField label, LabelKind kind) => (_label, _kind) = (label, kind);

    /// <summary>Name of the label.</summary>
    public string Name => _label.Name;

    /// <summary>What a value must be, for a message.</summary>
    public string Description => _label.Type switch
    {
        FieldType.Boolean => "true or false (or yes or no, 1 or 0)",
        FieldType.Category => string.Join(", ", _label.Values.Take(10)) + (_label.Values.Count > 10 ? ", …" : ""),
        FieldType.Date => "a date as 2026-01-31",
        _ => string.Create(CultureInfo.InvariantCulture, $"a number from {_label.Minimum} to {_label.Maximum}"),
    };

    /// <returns>Null when the contract has no label: there is nothing that an outcome could be compared with.</returns>
    public static LabelValues? Of(DataContract contract) => contract.Label is { } label ? new LabelValues(label, contract.LabelKind) : null;

    /// <summary>The canonical form of a cell; null when it is no value of the label.</summary>
    public string? Canonical(string cell) => _label.Type switch
    {
        FieldType.Boolean => Truths.GetValueOrDefault(cell),
        FieldType.Category => _label.Values.Contains(cell, StringComparer.Ordinal) ? cell : null,
        FieldType.Date => Days.TryParse(cell, out var day) && IsInRange(day) ? cell : null,
        _ => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsInRange(number) && (_label.Type != FieldType.WholeNumber || double.IsInteger(number))
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null,
    };

    /// <summary>A kept value as <see cref="LocalTable.Labels"/> holds it; null when the contract no longer has it.</summary>
    public float? Number(string value)
    {
        if (Canonical(value) is not { } canonical)
            return null;
        return _kind switch
        {
            LabelKind.TwoClasses => canonical == _label.Positive ? 1 : 0,
            LabelKind.Classes => _label.Values.ToList().IndexOf(canonical),
            _ when _label.Type == FieldType.Date => Days.TryParse(canonical, out var day) ? (float)day : null,
            _ => float.Parse(canonical, CultureInfo.InvariantCulture),
        };
    }

    private bool IsInRange(double number) => number >= _label.Minimum && number <= _label.Maximum;
}
