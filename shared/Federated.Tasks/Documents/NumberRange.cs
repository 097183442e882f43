using System.Globalization;

namespace Federated.Tasks.Documents;

/// <summary>An interval of finite numbers; either end may be excluded.</summary>
public readonly record struct NumberRange(double Minimum, double Maximum, bool MinimumExcluded = false, bool MaximumExcluded = false)
{
    /// <summary>Whether <paramref name="value"/> lies inside; NaN never does.</summary>
    public bool Contains(double value) =>
        (MinimumExcluded ? value > Minimum : value >= Minimum) && (MaximumExcluded ? value < Maximum : value <= Maximum);

    /// <summary>As in mathematics: <c>(0, 1]</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(MinimumExcluded ? '(' : '[')}{Minimum}, {Maximum}{(MaximumExcluded ? ')' : ']')}");
}
