using System.Globalization;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Forecast;

/// <summary>The field that tells the period, and periods as numbers from 0, the first that the contract accepts.</summary>
internal sealed class PeriodField
{
    private readonly ContractField _field;
    private readonly PeriodStep _step;
    private readonly int _first;

    public PeriodField(ContractField field, PeriodStep step)
    {
        (_field, _step) = (field, step);
        _first = Absolute(field.Minimum);
        Count = Absolute(field.Maximum) - _first + 1;
    }

    public string Name => _field.Name;

    /// <summary>Whether a period is a day of a calendar.</summary>
    public bool IsDaily => _field.Type == FieldType.Date && _step == PeriodStep.Day;

    /// <summary>Periods that the contract accepts.</summary>
    public int Count { get; }

    /// <summary>The period of a value; −1 of a missing one.</summary>
    public int Of(double value) => double.IsNaN(value) ? -1 : Absolute(value) - _first;

    /// <summary>A period in words: the number, or its first day.</summary>
    public string Words(int period)
    {
        int absolute = period + _first;
        if (_field.Type != FieldType.Date)
            return absolute.ToString(CultureInfo.InvariantCulture);
        return _step switch
        {
            PeriodStep.Day => Days.Format(absolute),
            PeriodStep.Week => Days.Format((absolute * 7.0) - 3),
            _ => new DateOnly(Math.DivRem(absolute, 12, out int month), month + 1, 1).ToString("yyyy-MM", CultureInfo.InvariantCulture),
        };
    }

    // Day 0, 1970-01-01, was a Thursday: three days on, Monday begins week 0.
    private int Absolute(double value)
    {
        if (_field.Type != FieldType.Date)
            return (int)Math.Floor(value);
        if (_step == PeriodStep.Month)
            return (Days.ToDate(value).Year * 12) + Days.ToDate(value).Month - 1;
        return (int)Math.Floor(_step == PeriodStep.Day ? value : (value + 3) / 7);
    }
}
