using System.Collections.Immutable;

namespace Federated.Tasks.Schema;

/// <summary>Grows a <see cref="LocalTable"/> row by row. Values that the contract does not allow are bugs of the caller and throw.</summary>
/// <param name="contract">The contract of the table.</param>
/// <param name="hasLabels">False for a table that is only to be scored.</param>
public sealed class LocalTableBuilder(DataContract contract, bool hasLabels = true)
{
    private readonly bool _hasLabels = hasLabels && contract.Label is not null;

    private readonly ImmutableArray<double>.Builder?[] _numbers =
        [.. contract.Columns.Select(field => field.IsNumeric ? ImmutableArray.CreateBuilder<double>() : null)];

    private readonly ImmutableArray<int>.Builder?[] _categories =
        [.. contract.Columns.Select(field => field.IsCategorical ? ImmutableArray.CreateBuilder<int>() : null)];

    private readonly ImmutableArray<string?>.Builder?[] _texts =
        [.. contract.Columns.Select(field => field.IsText ? ImmutableArray.CreateBuilder<string?>() : null)];

    private readonly ImmutableArray<float>.Builder _labels = ImmutableArray.CreateBuilder<float>();
    private readonly ImmutableArray<ulong>.Builder _splitKeys = ImmutableArray.CreateBuilder<ulong>();

    /// <summary>Rows so far.</summary>
    public int RowCount => _splitKeys.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="features">One value for each of <see cref="DataContract.Columns"/>: a number or NaN (missing); for categorical ones the index of the value or −1; NaN for texts.</param>
    /// <param name="label">As <see cref="LocalTable.Labels"/> says; ignored in a table without labels.</param>
    /// <param name="splitKey">From <see cref="TrainTestSplit"/>.</param>
    /// <param name="texts">One for each of <see cref="DataContract.Columns"/> when any of them is a text: the text or null (missing); null elsewhere.</param>
    /// <exception cref="ArgumentException">A value is out of its field's bounds.</exception>
    public void Add(ReadOnlySpan<double> features, float label, ulong splitKey, ReadOnlySpan<string?> texts = default)
    {
        if (features.Length != contract.Columns.Count)
            throw new ArgumentException($"A row has {contract.Columns.Count} columns, not {features.Length}.", nameof(features));
        if (texts.Length != features.Length && !(texts.IsEmpty && Array.TrueForAll(_texts, column => column is null)))
            throw new ArgumentException($"A row has {contract.Columns.Count} columns, but {texts.Length} texts.", nameof(texts));
        if (_hasLabels && !IsLabel(label))
            throw new ArgumentException($"{label} is not a label of {contract.Label!.Name}.", nameof(label));
        for (int i = 0; i < features.Length; i++)
        {
            if (!contract.Columns[i].IsText && !IsAllowed(contract.Columns[i], features[i]))
                throw new ArgumentException($"{features[i]} is not a value of {contract.Columns[i].Name}.", nameof(features));
        }
        for (int i = 0; i < features.Length; i++)
        {
            _numbers[i]?.Add(features[i]);
            _categories[i]?.Add((int)features[i]);
            _texts[i]?.Add(texts[i]);
        }
        if (_hasLabels)
            _labels.Add(label);
        _splitKeys.Add(splitKey);
    }

    /// <summary>The table of the rows so far; the builder is empty afterwards.</summary>
    public LocalTable Build()
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, ImmutableArray<double>>(StringComparer.Ordinal);
        var categories = ImmutableDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        var texts = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string?>>(StringComparer.Ordinal);
        for (int i = 0; i < contract.Columns.Count; i++)
        {
            if (_numbers[i] is { } number)
                numbers.Add(contract.Columns[i].Name, number.DrainToImmutable());
            if (_categories[i] is { } category)
                categories.Add(contract.Columns[i].Name, category.DrainToImmutable());
            if (_texts[i] is { } text)
                texts.Add(contract.Columns[i].Name, text.DrainToImmutable());
        }
        return new LocalTable(contract, numbers.ToImmutable(), categories.ToImmutable(), texts.ToImmutable(), _labels.DrainToImmutable(), _splitKeys.DrainToImmutable());
    }

    private bool IsLabel(float label) => contract.LabelKind switch
    {
        LabelKind.TwoClasses => label is 0 or 1,
        LabelKind.Classes => label >= 0 && label < contract.Label!.Values.Count && float.IsInteger(label),
        _ => label >= (float)contract.Label!.Minimum && label <= (float)contract.Label.Maximum,
    };

    private static bool IsAllowed(ContractField field, double value) => field.IsNumeric
        ? double.IsNaN(value) || (value >= field.Minimum && value <= field.Maximum)
        : value >= -1 && value < field.Values.Count && double.IsInteger(value);
}
