using System.Globalization;
using Federated.Learning.Linear;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>A model's inputs as expressions of treated values: what <see cref="ColumnFormula"/> computes, in the same order of operations.</summary>
internal sealed class SqlFormula(SqlDialect dialect)
{
    /// <summary>The input's expression: never NULL, and rounded to a 32-bit float as in this process.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="value">The name of the field's treated value.</param>
    /// <exception cref="SourceException">The formula is not known here.</exception>
    public string Of(ColumnFormula formula, string value) => formula switch
    {
        StandardisedNumber number => dialect.Single(Clamp(
            $"({Prepared(number.Preparation, value)} - {dialect.Number(number.Mean)}) / {dialect.Number(number.Deviation)}", -StandardisedNumber.Limit, StandardisedNumber.Limit)),
        NumberInBin bin => InBin(bin, Prepared(bin.Preparation, value)),
        MissingNumber => $"CASE WHEN {value} IS NULL THEN {One} ELSE {Zero} END",
        DatePartIs part => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {value} IS NOT NULL AND {PartOf(part.Part, value)} = {part.Value} THEN {One} ELSE {Zero} END"),
        CategoryNumber category => OfCategory(category, value),
        _ => throw SqlDialect.Refusal($"the input of {formula.Field} has no SQL", "read the rows instead"),
    };

    /// <summary>A number of the statistics: log(1 + x − origin) where the job takes it, NULL where missing.</summary>
    public string Transformed(string value, double? origin) => origin is { } least
        ? $"CASE WHEN {value} IS NULL THEN NULL ELSE {dialect.Logarithm($"({One} + ({value} - {dialect.Number(least)}))")} END"
        : value;

    /// <summary>A model's target, as a 32-bit float, and the condition of the rows that have one.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="label">The name of the label.</param>
    /// <exception cref="SourceException">The formula is not known here.</exception>
    public (string Target, string Condition) Of(LabelFormula formula, string label) => formula switch
    {
        LabelItself => (label, "1 = 1"),
        LabelAboveZero => ($"CASE WHEN {label} > {Zero} THEN {One} ELSE {Zero} END", "1 = 1"),
        LogarithmOfShare share => (dialect.Single(dialect.Logarithm(Clamp($"({label} / {dialect.Number(share.Most)})", share.Least, 1))), $"{label} > {Zero}"),
        _ => throw SqlDialect.Refusal("the job's target has no SQL", "read the rows instead"),
    };

    /// <summary>Intercept + w·x, term by term in the order of the inputs.</summary>
    /// <param name="dialect">How constants are written.</param>
    /// <param name="model">One weight an input.</param>
    /// <param name="inputs">Their names.</param>
    public static string Linear(SqlDialect dialect, LinearModel model, IEnumerable<string> inputs) =>
        string.Join(" + ", inputs.Select((input, at) => $"{dialect.Number(model.Weights[at])} * {input}").Prepend(dialect.Number(model.Intercept)));

    private string One => dialect.Number(1);

    private string Zero => dialect.Number(0);

    private string Prepared(NumberPreparation preparation, string value) => Clamp(
        $"CASE WHEN {value} IS NULL THEN {dialect.Number(preparation.Imputed)} ELSE {Transformed(value, preparation.Origin)} END", preparation.Low, preparation.High);

    private string Clamp(string value, double low, double high)
    {
        if (!double.IsNegativeInfinity(low))
            value = dialect.Greatest(value, dialect.Number(low));
        return double.IsPositiveInfinity(high) ? $"({value})" : dialect.Least(value, dialect.Number(high));
    }

    private string InBin(NumberInBin bin, string prepared)
    {
        var low = double.IsNegativeInfinity(bin.Low) ? "1 = 1" : $"{prepared} >= {dialect.Number(bin.Low)}";
        var high = double.IsPositiveInfinity(bin.High) ? "1 = 1" : $"{prepared} < {dialect.Number(bin.High)}";
        return $"CASE WHEN {low} AND {high} THEN {One} ELSE {Zero} END";
    }

    private string PartOf(DatePart part, string day) => part switch
    {
        DatePart.Month => dialect.Month(day),
        // 1970-01-01 was a Thursday.
        DatePart.Weekday => $"((({dialect.Whole(day)} % 7) + 10) % 7) + 1",
        _ => $"({dialect.Whole($"({dialect.Month(day)})")} % 12) / 3 + 1",
    };

    private string OfCategory(CategoryNumber category, string value)
    {
        var cases = category.ByValue
            .Select((number, index) => string.Create(CultureInfo.InvariantCulture, $"WHEN {index} THEN {dialect.Number((float)number)}"));
        return $"CASE WHEN {value} IS NULL THEN {dialect.Number((float)category.Missing)} ELSE CASE {dialect.Whole(value)} {string.Join(' ', cases)} END END";
    }
}
