using Federated.Learning.Explanations;
using Federated.Learning.Trees;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Boosted trees on raw rows.</summary>
internal sealed class BoostedPredictor(RawTable raw, BoostedTrees model) : ITwoClassPredictor
{
    public float[] Logits(LocalTable table) => table.RowCount == 0 ? [] : model.Scores(raw.Features(table));

    public double[] Attributions(LocalTable table) =>
        FieldAttributions.Of(new TreeShap(model).Explain(raw.Features(table)), [.. raw.Fields.Select(field => field.Name)], table.Contract);
}
