using Federated.Learning.Explanations;
using Federated.Learning.Modules;
using Federated.Learning.Training;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>A network on encoded rows.</summary>
internal sealed class NetworkPredictor(FeaturePlan plan, IModel model) : ITwoClassPredictor
{
    private const int Steps = 32;

    public float[] Logits(LocalTable table) => Predictor.Logits(model, plan.Encode(table));

    public double[] Attributions(LocalTable table)
    {
        float[] typical = [.. plan.Columns.Select(column => (float)column.Typical)];
        return FieldAttributions.Of(IntegratedGradients.Of(model, typical, plan.Encode(table), steps: Steps), FieldAttributions.FieldsOf(plan), table.Contract);
    }
}
