using Federated.Learning.Explanations;
using Federated.Learning.Linear;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Logistic regression on encoded rows.</summary>
internal sealed class LinearPredictor(FeaturePlan plan, LinearModel model) : ITwoClassPredictor
{
    public float[] Logits(LocalTable table)
    {
        var logits = new float[table.RowCount];
        model.Predict(plan.Encode(table), logits);
        return logits;
    }

    public double[] Attributions(LocalTable table) =>
        FieldAttributions.Of(LinearContributions.Of(model, [.. plan.Columns.Select(column => column.Typical)], plan.Encode(table)), FieldAttributions.FieldsOf(plan), table.Contract);
}
