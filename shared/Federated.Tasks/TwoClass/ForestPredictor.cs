using Federated.Learning.Explanations;
using Federated.Learning.Trees;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>A random forest on raw rows. Its attributions are in units of the probability.</summary>
internal sealed class ForestPredictor(RawTable raw, BaggedTrees model) : ITwoClassPredictor
{
    public float[] Logits(LocalTable table) => table.RowCount == 0 ? [] : LogOdds.Of(model.Predict(raw.Features(table)));

    public double[] Attributions(LocalTable table) =>
        FieldAttributions.Of(new TreeShap(model).Explain(raw.Features(table)), [.. raw.Fields.Select(field => field.Name)], table.Contract);
}
