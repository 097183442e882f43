using System.Collections.Immutable;
using Federated.Learning.Explanations;
using Federated.Learning.Trees;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Boosted trees on raw rows.</summary>
internal sealed class BoostedPredictor(RawTable raw, BoostedTrees model) : ITwoClassPredictor
{
    // Only who asks for reasons pays for taking the leaves apart, and once.
    private readonly Lazy<TreeShap> _explanation = new(() => new TreeShap(model));

    public IReadOnlyList<string> InputFields { get; } = [.. raw.Fields.Select(field => field.Name)];

    public ScoreFormula? Formula => new BoostedScore([.. InputFields], model);

    public ImmutableArray<SplitGains> Gains => SplitGains.Of(model.Importances());

    public float[] Encode(LocalTable table) => MissingMark.Put(raw.Features(table));

    public float[] Logits(ReadOnlyMemory<float> encoded)
    {
        if (encoded.IsEmpty)
            return [];
        float[] features = MissingMark.Take(encoded.Span);
        return model.Scores(features);
    }

    public double[] Attributions(LocalTable table) =>
        FieldAttributions.Of(_explanation.Value.Explain(raw.Features(table)), InputFields, table.Contract);
}
