using Federated.Learning.Explanations;
using Federated.Learning.Linear;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Logistic regression on encoded rows.</summary>
internal sealed class LinearPredictor(FeaturePlan plan, LinearModel model) : ITwoClassPredictor
{
    public IReadOnlyList<string> InputFields { get; } = FieldAttributions.FieldsOf(plan);

    public ScoreFormula? Formula => new LinearScore(plan, model);

    public float[] Encode(LocalTable table) => plan.Encode(table);

    public float[] Logits(ReadOnlyMemory<float> encoded)
    {
        var logits = new float[encoded.Length / plan.Width];
        model.Predict(encoded.Span, logits);
        return logits;
    }

    public double[] Attributions(LocalTable table) =>
        FieldAttributions.Of(LinearContributions.Of(model, [.. plan.Columns.Select(column => column.Typical)], plan.Encode(table)), InputFields, table.Contract);
}
