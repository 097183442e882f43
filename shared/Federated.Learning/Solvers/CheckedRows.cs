using System.Numerics.Tensors;

namespace Federated.Learning.Solvers;

/// <summary>Checks of row-major data at the entrance of every classical model.</summary>
internal static class CheckedRows
{
    /// <summary>Number of rows, after a check that they are whole and finite.</summary>
    public static int Count(ReadOnlySpan<float> rows, int columns)
    {
        if (rows.Length % columns != 0)
            throw new ArgumentException($"{rows.Length} values do not fill rows of {columns} columns; the last row has {rows.Length % columns}.", nameof(rows));
        if (rows.Length > 0 && !TensorPrimitives.IsFiniteAll(rows))
        {
            int index = 0;
            while (float.IsFinite(rows[index]))
                index++;
            throw new ArgumentException($"Row {index / columns}, column {index % columns} is {rows[index]}; fill in or drop missing values first.", nameof(rows));
        }

        return rows.Length / columns;
    }

    /// <summary>A finite target for each row.</summary>
    public static void Targets(ReadOnlySpan<float> targets, int rows)
    {
        if (targets.Length != rows)
            throw new ArgumentException($"{targets.Length} targets were given for {rows} rows.", nameof(targets));
        for (int row = 0; row < rows; row++)
        {
            if (!float.IsFinite(targets[row]))
                throw new ArgumentException($"The target of row {row} is {targets[row]}; drop rows without one.", nameof(targets));
        }
    }

    /// <summary>A weight for each row, zero or above, or no weights at all.</summary>
    public static void Weights(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.IsEmpty)
            return;
        if (weights.Length != rows)
            throw new ArgumentException($"{weights.Length} weights were given for {rows} rows.", nameof(weights));
        for (int row = 0; row < rows; row++)
        {
            if (!(weights[row] >= 0 && float.IsFinite(weights[row])))
                throw new ArgumentException($"The weight of row {row} is {weights[row]}; weights are finite and not negative.", nameof(weights));
        }
    }

    /// <summary>A class from 0 to classes−1 for each row.</summary>
    public static void Classes(ReadOnlySpan<int> labels, int rows, int classes)
    {
        if (labels.Length != rows)
            throw new ArgumentException($"{labels.Length} labels were given for {rows} rows.", nameof(labels));
        for (int row = 0; row < rows; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new ArgumentException($"The label of row {row} is {labels[row]}; classes run from 0 to {classes - 1}.", nameof(labels));
        }
    }

    /// <summary>Room for exactly one output a row.</summary>
    public static void Output(int length, int expected)
    {
        if (length != expected)
            throw new ArgumentException($"The output has room for {length} values; {expected} will be written.");
    }
}
