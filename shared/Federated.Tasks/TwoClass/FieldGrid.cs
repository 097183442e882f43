using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Explanation;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>The values that one field is given in turn, to see what they do to the score.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">As a table holds them, ascending for numbers and dates; of a category indices, the most frequent first, −1 for none of them. At least one.</param>
internal sealed record FieldGrid(ContractField Field, ImmutableArray<double> Values)
{
    /// <summary>Whether the values are points of a line rather than names.</summary>
    public bool IsLine => Field.IsNumeric && Field.Type != FieldType.Date;

    /// <summary>Each value for people.</summary>
    public IReadOnlyList<string> Words => [.. Values.Select(value =>
        Field.Type == FieldType.Date ? Days.Format(value) : Field.IsNumeric ? value.ToString("0.####", CultureInfo.InvariantCulture) : value < 0 ? "other or unknown" : Field.Values[(int)value])];

    /// <summary>The values as a model takes them; null when it does not read the field.</summary>
    public DependenceFeature? Feature(ITwoClassPredictor predictor, DataContract contract)
    {
        ImmutableArray<int> inputs = [.. Enumerable.Range(0, predictor.InputFields.Count).Where(input => predictor.InputFields[input] == Field.Name)];
        if (inputs.IsEmpty)
            return null;
        int width = predictor.InputFields.Count;
        float[] encoded = predictor.Encode(Table(contract));
        return new DependenceFeature(inputs, [.. Values.Select((_, row) => inputs.Select(input => encoded[(row * width) + input]).ToImmutableArray())]);
    }

    // Nothing but the field is known of these rows: an input comes from one field, so the others do not matter.
    private LocalTable Table(DataContract contract)
    {
        var builder = new LocalTableBuilder(contract, hasLabels: false);
        double[] row = [.. contract.Columns.Select(column => column.IsCategorical ? -1 : double.NaN)];
        int place = contract.Columns.TakeWhile(column => column.Name != Field.Name).Count();
        var texts = new string?[row.Length];
        foreach (double value in Values)
        {
            row[place] = value;
            builder.Add(row, 0, 0, texts);
        }

        return builder.Build();
    }
}
