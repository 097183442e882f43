using System.Globalization;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Experience;

/// <summary>The periods that a date field of a contract spans, oldest first.</summary>
internal sealed class SurveyPeriods
{
    public const string Week = "week", Month = "month", Quarter = "quarter", Year = "year";

    private const int Most = 1000;
    private readonly string _length;
    private readonly int _first;

    /// <exception cref="ArgumentException">The field spans more than a thousand periods.</exception>
    public SurveyPeriods(ContractField field, string length)
    {
        _length = length;
        _first = Number(field.Minimum);
        int last = Number(field.Maximum);
        if (last - _first >= Most)
            throw new ArgumentException($"Field '{field.Name}' spans more than {Most} periods of a {length}; bring 'min' and 'max' nearer together, or choose longer periods.");
        Names = [.. Enumerable.Range(_first, last - _first + 1).Select(NameOf)];
    }

    /// <summary>One a period.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Index of the period of a day, or −1 of none.</summary>
    public int IndexOf(double day)
    {
        int index = double.IsNaN(day) ? -1 : Number(day) - _first;
        return index < Names.Count ? index : -1;
    }

    private int Number(double day)
    {
        DateOnly date = Days.ToDate(day);
        return _length switch
        {
            // Day 0 of the calendar, 0001-01-01, is a Monday.
            Week => date.DayNumber / 7,
            Month => (date.Year * 12) + date.Month - 1,
            Quarter => (date.Year * 4) + ((date.Month - 1) / 3),
            _ => date.Year,
        };
    }

    private string NameOf(int number) => _length switch
    {
        Week => DateOnly.FromDayNumber(number * 7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Month => string.Create(CultureInfo.InvariantCulture, $"{number / 12:0000}-{(number % 12) + 1:00}"),
        Quarter => string.Create(CultureInfo.InvariantCulture, $"{number / 4:0000}-Q{(number % 4) + 1}"),
        _ => number.ToString("0000", CultureInfo.InvariantCulture),
    };
}
