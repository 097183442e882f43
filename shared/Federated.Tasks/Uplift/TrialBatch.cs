using Federated.Learning.Training;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Uplift;

/// <summary>Some rows of a randomised contact.</summary>
/// <param name="Table">As the contract has them.</param>
/// <param name="Rows">Encoded, the label being the response in shares of its largest.</param>
/// <param name="Treated">Whether each was contacted.</param>
internal sealed record TrialBatch(LocalTable Table, LabelledRows Rows, bool[] Treated)
{
    /// <summary>As learners take them.</summary>
    public TrialRows Customers => new(Table, Rows.Features);

    /// <summary>The rows of one arm; null when there are none.</summary>
    public TrialBatch? Arm(bool treated)
    {
        int[] chosen = [.. Enumerable.Range(0, Treated.Length).Where(row => Treated[row] == treated)];
        return chosen.Length == 0 ? null : new TrialBatch(Table.Select(chosen), Rows.Select(chosen), [.. chosen.Select(_ => treated)]);
    }

    /// <summary>The same rows with other targets and weights.</summary>
    public LabelledRows With(float[] targets, float[]? weights = null) => new(Rows.Features, Rows.Columns, targets, weights ?? default(ReadOnlyMemory<float>));

    /// <summary>The contact (0 or 1) as one more column.</summary>
    public LabelledRows WithContact() => Widened(1, (_, treated, added) => added[0] = treated ? 1 : 0);

    /// <summary>The contact as a column, and every feature again for those contacted.</summary>
    public LabelledRows WithInteractions() => Widened(1 + Rows.Columns, (row, treated, added) =>
    {
        if (!treated)
            return;
        added[0] = 1;
        row.CopyTo(added[1..]);
    });

    private LabelledRows Widened(int more, WriteColumns write)
    {
        int width = Rows.Columns + more;
        var features = new float[checked(Rows.Count * width)];
        for (int row = 0; row < Rows.Count; row++)
        {
            ReadOnlySpan<float> from = Rows.Features.Span.Slice(row * Rows.Columns, Rows.Columns);
            from.CopyTo(features.AsSpan(row * width));
            write(from, Treated[row], features.AsSpan((row * width) + Rows.Columns, more));
        }

        return new LabelledRows(features, width, Rows.Labels);
    }

    private delegate void WriteColumns(ReadOnlySpan<float> row, bool treated, Span<float> added);
}
