using Federated.Learning.Explanations;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Adds up what a model's inputs contribute by the field that they come from.</summary>
internal static class FieldAttributions
{
    /// <param name="attributions">Of a model's inputs.</param>
    /// <param name="fields">The field of each input.</param>
    /// <param name="contract">Whose features are the columns of the result.</param>
    /// <returns>rows × features, row-major.</returns>
    public static double[] Of(FeatureAttributions attributions, IReadOnlyList<string> fields, DataContract contract)
    {
        int width = contract.Features.Count;
        int[] places = [.. fields.Select(field => contract.Features.TakeWhile(each => each.Name != field).Count())];
        var sums = new double[attributions.Rows * width];
        for (int row = 0; row < attributions.Rows; row++)
        {
            ReadOnlySpan<double> inputs = attributions.Of(row);
            for (int input = 0; input < inputs.Length; input++)
                sums[(row * width) + places[input]] += inputs[input];
        }

        return sums;
    }

    /// <summary>The field of each input of a plan.</summary>
    public static string[] FieldsOf(FeaturePlan plan) => [.. plan.Columns.Select(column => column.Formula.Field)];
}
