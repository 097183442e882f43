using System.Collections.Immutable;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// How one input of a model follows from one field of a row: data, not code, so that it can be computed here, written as an expression in a database's language,
/// and explained. Constants come from joint statistics alone. Every formula is finite for every cell that a contract allows.
/// </summary>
/// <param name="Field">The field that it reads.</param>
public abstract record ColumnFormula(string Field)
{
    /// <summary>Whether it reads numbers; else indices of a category.</summary>
    public abstract bool ReadsNumbers { get; }

    /// <summary>The input for a number of the field; NaN is missing.</summary>
    /// <exception cref="InvalidOperationException">The formula reads categories.</exception>
    public virtual float OfNumber(double value) => throw new InvalidOperationException($"The formula of {Field} reads categories.");

    /// <summary>The input for the index of a category's value; −1 is missing or undeclared.</summary>
    /// <exception cref="InvalidOperationException">The formula reads numbers.</exception>
    public virtual float OfCategory(int value) => throw new InvalidOperationException($"The formula of {Field} reads numbers.");

    /// <summary>Fills one column of a row-major matrix.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="matrix">Rows × width.</param>
    /// <param name="column">The column to fill.</param>
    /// <param name="width">Columns of the matrix.</param>
    public void Write(LocalTable table, Span<float> matrix, int column, int width)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (ReadsNumbers)
        {
            ReadOnlySpan<double> numbers = table.Numbers(Field);
            for (int row = 0; row < numbers.Length; row++)
                matrix[(row * width) + column] = OfNumber(numbers[row]);
        }
        else
        {
            ReadOnlySpan<int> categories = table.Categories(Field);
            for (int row = 0; row < categories.Length; row++)
                matrix[(row * width) + column] = OfCategory(categories[row]);
        }
    }
}

/// <summary>z = clamp((t − <see cref="Mean"/>) ÷ <see cref="Deviation"/>, ±<see cref="Limit"/>), t being the <see cref="Preparation"/> of the number.</summary>
public sealed record StandardisedNumber(NumberPreparation Preparation, double Mean, double Deviation) : ColumnFormula(Preparation.Field)
{
    /// <summary>A value further out than 10 deviations says more about a faulty row than about a customer.</summary>
    public const double Limit = 10;

    /// <inheritdoc/>
    public override bool ReadsNumbers => true;

    /// <inheritdoc/>
    public override float OfNumber(double value) => (float)Math.Clamp((Preparation.Apply(value) - Mean) / Deviation, -Limit, Limit);
}

/// <summary>1 when <see cref="Low"/> ≤ t &lt; <see cref="High"/>, else 0, t being the <see cref="Preparation"/> of the number. The outermost bins reach to infinity.</summary>
public sealed record NumberInBin(NumberPreparation Preparation, double Low, double High) : ColumnFormula(Preparation.Field)
{
    /// <inheritdoc/>
    public override bool ReadsNumbers => true;

    /// <inheritdoc/>
    public override float OfNumber(double value)
    {
        double prepared = Preparation.Apply(value);
        return prepared >= Low && prepared < High ? 1 : 0;
    }
}

/// <summary>1 when the number is missing, else 0.</summary>
public sealed record MissingNumber(string Field) : ColumnFormula(Field)
{
    /// <inheritdoc/>
    public override bool ReadsNumbers => true;

    /// <inheritdoc/>
    public override float OfNumber(double value) => double.IsNaN(value) ? 1 : 0;
}

/// <summary>1 when a part of the date has a value, else 0; a missing date has none.</summary>
/// <param name="Field">The field.</param>
/// <param name="Part">Which part.</param>
/// <param name="Value">Month 1 to 12; weekday 1 (Monday) to 7; season 1 (December to February) to 4.</param>
public sealed record DatePartIs(string Field, DatePart Part, int Value) : ColumnFormula(Field)
{
    /// <inheritdoc/>
    public override bool ReadsNumbers => true;

    /// <inheritdoc/>
    public override float OfNumber(double value)
    {
        if (double.IsNaN(value))
            return 0;
        DateOnly date = Days.ToDate(value);
        int part = Part switch
        {
            DatePart.Month => date.Month,
            DatePart.Weekday => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek,
            _ => (date.Month % 12 / 3) + 1,
        };
        return part == Value ? 1 : 0;
    }
}

/// <summary>A number for each value of a category.</summary>
/// <param name="Field">The field.</param>
/// <param name="ByValue">For each declared value, in the contract's order.</param>
/// <param name="Missing">For a missing or undeclared value.</param>
public sealed record CategoryNumber(string Field, ImmutableArray<double> ByValue, double Missing) : ColumnFormula(Field)
{
    /// <inheritdoc/>
    public override bool ReadsNumbers => false;

    /// <summary>1 for the given values, 0 for the others.</summary>
    /// <param name="field">The field.</param>
    /// <param name="values">Indices of values.</param>
    /// <param name="isMissingOne">Whether a missing or undeclared value counts as 1, too.</param>
    public static CategoryNumber Membership(ContractField field, IReadOnlySet<int> values, bool isMissingOne)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new CategoryNumber(field.Name, [.. field.Values.Select((_, index) => values.Contains(index) ? 1.0 : 0.0)], isMissingOne ? 1 : 0);
    }

    /// <inheritdoc/>
    public override float OfCategory(int value) => (float)(value < 0 ? Missing : ByValue[value]);

    /// <summary>By field and numbers.</summary>
    public bool Equals(CategoryNumber? other) =>
        other is not null && Field == other.Field && Missing.Equals(other.Missing) && ByValue.AsSpan().SequenceEqual(other.ByValue.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Field, ByValue.Length, Missing);
}
