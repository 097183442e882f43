using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015) of [examples, channels] or [examples, channels, …]; <c>weight</c> γ, ones at first, and <c>bias</c> β, zeros, both
/// [channels]; <c>running_mean</c> and <c>running_var</c> [channels] are state without gradient. (PyTorch's count of batches, an integer that it uses only when
/// there is no momentum, is not kept.) It mixes the examples of a batch, so training with clipped examples refuses it.
/// </summary>
public sealed class BatchNorm : Module
{
    private readonly BatchStatistics _running;
    private readonly Parameter[] _affine = [];

    /// <summary>A layer with fresh parameters.</summary>
    /// <param name="name">For instance <c>layers.1</c>.</param>
    /// <param name="channels">Dimension 1 of the input.</param>
    /// <param name="momentum">Weight of a new batch in the running statistics, above 0 to 1. Default 0.1.</param>
    /// <param name="epsilon">Added to the variance, above 0. Default 1e-5.</param>
    /// <param name="affine">Whether there are γ and β. Default true.</param>
    public BatchNorm(string name, int channels, float momentum = 0.1f, float epsilon = 1e-5f, bool affine = true)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        var shape = new TensorShape(channels);
        if (affine)
            _affine = NormalizationParameters.Make(name, shape);
        _running = new BatchStatistics(new StateTensor($"{name}.running_mean", shape), new StateTensor($"{name}.running_var", shape, 1), momentum, epsilon);
        Buffers = [_running.Mean, _running.Variance];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _affine;

    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> Buffers { get; }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
        => _affine.Length == 0
            ? graph.BatchNorm(input, null, null, _running)
            : graph.BatchNorm(input, graph.Use(_affine[0]), graph.Use(_affine[1]), _running);
}
