using System.Collections.Concurrent;
using Federated.Learning.Explanations;
using Federated.Learning.Modules;
using Federated.Learning.Training;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>A network on encoded rows. A network has buffers that one caller at a time can use, so it is built again for callers at the same time, and kept for later ones.</summary>
internal sealed class NetworkPredictor : ITwoClassPredictor
{
    private const int Steps = 32;

    private readonly FeaturePlan _plan;
    private readonly Func<IModel> _build;
    private readonly ConcurrentBag<IModel> _idle;
    private readonly float[] _typical;

    /// <param name="plan">How fields become inputs.</param>
    /// <param name="build">Builds the network with its parameters; called at once, so that parameters that do not fit are refused here.</param>
    public NetworkPredictor(FeaturePlan plan, Func<IModel> build)
    {
        (_plan, _build, _idle) = (plan, build, [build()]);
        _typical = [.. plan.Columns.Select(column => (float)column.Typical)];
        InputFields = FieldAttributions.FieldsOf(plan);
    }

    public IReadOnlyList<string> InputFields { get; }

    public float[] Encode(LocalTable table) => _plan.Encode(table);

    public float[] Logits(ReadOnlyMemory<float> encoded) => Use(model => Predictor.Logits(model, encoded));

    public double[] Attributions(LocalTable table) =>
        FieldAttributions.Of(Use(model => IntegratedGradients.Of(model, _typical, _plan.Encode(table), steps: Steps)), InputFields, table.Contract);

    private T Use<T>(Func<IModel, T> compute)
    {
        IModel model = _idle.TryTake(out IModel? idle) ? idle : _build();
        T result = compute(model);
        _idle.Add(model);
        return result;
    }
}
