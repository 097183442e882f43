using System.Collections.Immutable;

namespace Federated.Tasks.Schema;

/// <summary>Grows a <see cref="LocalTable"/> row by row. Values that the contract does not allow are bugs of the caller and throw.</summary>
/// <param name="contract">The contract of the table.</param>
/// <param name="hasLabels">False for a table that is only to be scored.</param>
public sealed class LocalTableBuilder(DataContract contract, bool hasLabels = true)
{
    private readonly ImmutableArray<double>.Builder?[] _numbers =
        [.. contract.Features.Select(field => field.IsNumeric ? ImmutableArray.CreateBuilder<double>() : null)];

    private readonly ImmutableArray<int>.Builder?[] _categories =
        [.. contract.Features.Select(field => field.IsCategorical ? ImmutableArray.CreateBuilder<int>() : null)];

    private readonly ImmutableArray<float>.Builder _labels = ImmutableArray.CreateBuilder<float>();
    private readonly ImmutableArray<ulong>.Builder _splitKeys = ImmutableArray.CreateBuilder<ulong>();

    /// <summary>Rows so far.</summary>
    public int RowCount => _splitKeys.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="features">One value a feature, in the contract's order: a number or NaN (missing); for categorical features the index of the value or −1.</param>
    /// <param name="label">1 or 0; ignored in a table without labels.</param>
    /// <param name="splitKey">From <see cref="TrainTestSplit"/>.</param>
    /// <exception cref="ArgumentException">A value is out of its field's bounds.</exception>
    public void Add(ReadOnlySpan<double> features, float label, ulong splitKey)
    {
        if (features.Length != contract.Features.Count)
            throw new ArgumentException($"A row has {contract.Features.Count} features, not {features.Length}.", nameof(features));
        if (hasLabels && label is not (0 or 1))
            throw new ArgumentException($"A label is 0 or 1, not {label}.", nameof(label));
        for (int i = 0; i < features.Length; i++)
        {
            if (!IsAllowed(contract.Features[i], features[i]))
                throw new ArgumentException($"{features[i]} is not a value of {contract.Features[i].Name}.", nameof(features));
        }
        for (int i = 0; i < features.Length; i++)
        {
            _numbers[i]?.Add(features[i]);
            _categories[i]?.Add((int)features[i]);
        }
        if (hasLabels)
            _labels.Add(label);
        _splitKeys.Add(splitKey);
    }

    /// <summary>The table of the rows so far; the builder is empty afterwards.</summary>
    public LocalTable Build()
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, ImmutableArray<double>>(StringComparer.Ordinal);
        var categories = ImmutableDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        for (int i = 0; i < contract.Features.Count; i++)
        {
            if (_numbers[i] is { } number)
                numbers.Add(contract.Features[i].Name, number.DrainToImmutable());
            if (_categories[i] is { } category)
                categories.Add(contract.Features[i].Name, category.DrainToImmutable());
        }
        return new LocalTable(contract, numbers.ToImmutable(), categories.ToImmutable(), _labels.DrainToImmutable(), _splitKeys.DrainToImmutable());
    }

    private static bool IsAllowed(ContractField field, double value) => field.IsNumeric
        ? double.IsNaN(value) || (value >= field.Minimum && value <= field.Maximum)
        : value >= -1 && value < field.Values.Count && double.IsInteger(value);
}
