using System.Collections.Immutable;

namespace Federated.Learning.Bayes;

/// <summary>The columns of a table of numbers and categories, and how many values each category takes.</summary>
public sealed class MixedColumns
{
    /// <summary>A category that is missing or unknown: it says nothing about the class.</summary>
    public const int Unknown = -1;

    /// <summary>Checks the sizes.</summary>
    /// <param name="numeric">Numeric columns, zero or more.</param>
    /// <param name="categorySizes">Values of each category column, 1 to 65,536 each.</param>
    /// <exception cref="ArgumentException">There is no column, or a size is out of range.</exception>
    public MixedColumns(int numeric, ImmutableArray<int> categorySizes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numeric);
        Numeric = numeric;
        CategorySizes = categorySizes.IsDefault ? [] : categorySizes;
        int fault = CategorySizes.AsSpan().IndexOfAnyExceptInRange(1, 65_536);
        if (fault >= 0)
            throw new ArgumentException($"Category column {fault} takes {CategorySizes[fault]} values; it takes 1 to 65,536.", nameof(categorySizes));
        if (numeric + CategorySizes.Length == 0)
            throw new ArgumentException("A table without columns says nothing about a class.", nameof(numeric));
        CategoryValues = CategorySizes.Sum(size => (long)size);
    }

    /// <summary>Numeric columns.</summary>
    public int Numeric { get; }

    /// <summary>Values of each category column.</summary>
    public ImmutableArray<int> CategorySizes { get; }

    /// <summary>Values of all category columns together.</summary>
    public long CategoryValues { get; }

    /// <summary>Rows of both parts, after a check of lengths and indices.</summary>
    internal int Rows(ReadOnlySpan<float> numbers, ReadOnlySpan<int> categories)
    {
        int rows = Numeric > 0 ? Solvers.CheckedRows.Count(numbers, Numeric) : categories.Length / CategorySizes.Length;
        if (numbers.Length != (long)rows * Numeric || categories.Length != (long)rows * CategorySizes.Length)
            throw new ArgumentException($"{numbers.Length} numbers and {categories.Length} categories were given; rows have {Numeric} and {CategorySizes.Length}.");
        for (int index = 0; index < categories.Length; index++)
        {
            int column = index % CategorySizes.Length;
            if (categories[index] < Unknown || categories[index] >= CategorySizes[column])
                throw new ArgumentException($"Row {index / CategorySizes.Length}, category column {column} holds index {categories[index]}; it runs from 0 to {CategorySizes[column] - 1}, or {Unknown} for unknown.");
        }

        return rows;
    }
}
