using System.Collections.Immutable;
using Federated.Learning.Trees;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Fitting;

/// <summary>Features as trees take them: numbers as they are, categories as the index of the value, missing ones NaN. Texts are left out.</summary>
/// <param name="contract">Of the tables.</param>
/// <param name="without">A feature that is left out as well.</param>
internal sealed class RawTable(DataContract contract, string? without = null)
{
    /// <summary>The fields, in the order of the columns.</summary>
    public ImmutableArray<ContractField> Fields { get; } = [.. contract.Features.Where(field => !field.IsText && field.Name != without)];

    /// <summary>One a column.</summary>
    public ImmutableArray<ColumnKind> Kinds => [.. Fields.Select(each => each.IsNumeric ? ColumnKind.Numerical : ColumnKind.Categorical)];

    /// <summary>rows × columns, row-major.</summary>
    public float[] Features(LocalTable table)
    {
        int width = Fields.Length;
        var features = new float[checked(table.RowCount * width)];
        for (int column = 0; column < width; column++)
        {
            ReadOnlySpan<double> numbers = Fields[column].IsNumeric ? table.Numbers(Fields[column].Name) : [];
            ReadOnlySpan<int> categories = Fields[column].IsNumeric ? [] : table.Categories(Fields[column].Name);
            for (int row = 0; row < table.RowCount; row++)
                features[(row * width) + column] = !numbers.IsEmpty ? (float)numbers[row] : categories[row] < 0 ? float.NaN : categories[row];
        }

        return features;
    }

    /// <summary>Rows to grow trees on.</summary>
    public TreeRows Rows(LocalTable table) => new(new TrainingTable(Features(table), Fields.Length, table.Labels.ToArray(), kinds: Kinds.AsSpan()), Keys(table));

    /// <summary>A key for each row, which decides whether trees see it: its split key modulo 2³¹ − 2, so that rows of one customer share it.</summary>
    public static int[] Keys(LocalTable table)
    {
        var keys = new int[table.RowCount];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = (int)(table.SplitKeys[row] % (int.MaxValue - 1));
        return keys;
    }
}
