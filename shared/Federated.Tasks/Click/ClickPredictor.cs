using Federated.Tasks.Classifiers;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Click;

/// <summary>A model on encoded events. What a field adds to a score is what the score loses when the field is replaced by its typical value, or by none.</summary>
/// <param name="encoding">How rows become inputs.</param>
/// <param name="logits">The log odds of encoded rows; may be called by several at the same time.</param>
internal sealed class ClickPredictor(ClickEncoding encoding, Func<ReadOnlyMemory<float>, float[]> logits) : ITwoClassPredictor
{
    public IReadOnlyList<string> InputFields => encoding.InputFields;

    public float[] Encode(LocalTable table) => encoding.Encode(table);

    public float[] Logits(ReadOnlyMemory<float> encoded) => encoded.IsEmpty ? [] : logits(encoded);

    public double[] Attributions(LocalTable table)
    {
        int width = encoding.InputFields.Length, count = table.Contract.Features.Count;
        float[] encoded = Encode(table), whole = Logits(encoded);
        var attributions = new double[table.RowCount * count];
        for (int feature = 0; feature < count; feature++)
        {
            int[] inputs = [.. Enumerable.Range(0, width).Where(input => encoding.InputFields[input] == table.Contract.Features[feature].Name)];
            if (inputs.Length == 0)
                continue;
            float[] without = [.. encoded];
            for (int row = 0; row < table.RowCount; row++)
            {
                foreach (int input in inputs)
                    without[(row * width) + input] = encoding.Typical[input];
            }

            float[] others = Logits(without);
            for (int row = 0; row < table.RowCount; row++)
                attributions[(row * count) + feature] = whole[row] - others[row];
        }

        return attributions;
    }
}
