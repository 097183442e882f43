using Federated.Tasks.Schema;

namespace Federated.Tasks.Forecast;

/// <summary>Something known of a period beforehand that may move the demand: a price, a promotion, a holiday. Brought within ±1.</summary>
internal sealed class Regressor
{
    // A price of 0 counts as a millionth of the largest.
    private const double LeastShare = 1e-6;

    private readonly ContractField _field;
    private readonly int _value;
    private readonly double _centre;

    private Regressor(ContractField field, bool isPrice, int value)
    {
        (_field, IsPrice, _value, Unit) = (field, isPrice, value, 1);
        if (isPrice)
            Unit = Math.Max(1e-9, Math.Max(Math.Abs(Math.Log(field.Maximum)), Math.Abs(Math.Log(Least))));
        else if (field.IsNumeric)
            (_centre, Unit) = ((field.Maximum + field.Minimum) / 2, (field.Maximum - field.Minimum) / 2);
    }

    public string Name => _value < 0 ? _field.Name : $"{_field.Name}={_field.Values[_value]}";

    /// <summary>Whether it counts by its logarithm, so that its slope is an elasticity.</summary>
    public bool IsPrice { get; }

    /// <summary>What one step of the scaled number is in the field's own unit, or that of its logarithm.</summary>
    public double Unit { get; }

    private double Least => Math.Max(_field.Minimum, _field.Maximum * LeastShare);

    /// <summary>The regressors of a field: one, or one for each value of a category.</summary>
    /// <exception cref="ArgumentException">A price that is never above 0.</exception>
    public static IEnumerable<Regressor> Of(ContractField field, bool isPrice)
    {
        if (isPrice && field is not { IsNumeric: true, Maximum: > 0 })
            throw new ArgumentException($"Field '{field.Name}' is to be a price, but is not a number above 0. Raise its 'max', or name another under 'options: {{price: [field]}}'.");
        return field is { IsCategorical: true, Type: not FieldType.Boolean }
            ? Enumerable.Range(0, field.Values.Count).Select(value => new Regressor(field, false, value))
            : [new Regressor(field, isPrice, -1)];
    }

    /// <summary>Its scaled values; NaN where missing.</summary>
    public double[] Column(LocalTable table)
    {
        var column = new double[table.RowCount];
        if (_field.IsNumeric)
        {
            ReadOnlySpan<double> numbers = table.Numbers(_field.Name);
            for (int row = 0; row < column.Length; row++)
                column[row] = IsPrice ? Math.Log(Math.Max(numbers[row], Least)) / Unit : (numbers[row] - _centre) / Unit;
            return column;
        }

        ReadOnlySpan<int> codes = table.Categories(_field.Name);
        for (int row = 0; row < column.Length; row++)
            column[row] = codes[row] < 0 ? double.NaN : _value < 0 ? codes[row] : codes[row] == _value ? 1 : 0;
        return column;
    }
}
