using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Group normalisation (Wu and He 2018) of [examples, channels, …]; <c>weight</c> γ, ones at first, and <c>bias</c> β, zeros, both [channels]. Examples do not
/// see each other, so that unlike batch normalisation it may be trained with clipped examples.
/// </summary>
public sealed class GroupNorm : Module
{
    private readonly int _groups;
    private readonly float _epsilon;
    private readonly Parameter[] _affine;

    /// <summary>A layer with fresh parameters.</summary>
    /// <param name="name">For instance <c>layers.1</c>.</param>
    /// <param name="groups">Groups of neighbouring channels; divides the channels.</param>
    /// <param name="channels">Dimension 1 of the input.</param>
    /// <param name="epsilon">Added to the variance, above 0. Default 1e-5.</param>
    public GroupNorm(string name, int groups, int channels, float epsilon = 1e-5f)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (groups < 1 || channels % groups != 0)
            throw new ArgumentOutOfRangeException(nameof(groups), groups, $"The groups of '{name}' must divide its {channels} channels.");
        _groups = groups;
        _epsilon = epsilon;
        _affine = NormalizationParameters.Make(name, new TensorShape(channels));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _affine;

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.GroupNorm(input, graph.Use(_affine[0]), graph.Use(_affine[1]), _groups, _epsilon);
}
