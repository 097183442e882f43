using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Drops each element with the given probability while training and scales the rest by 1/(1−p), so that scoring needs no change (Srivastava et al. 2014,
/// in its inverted form).
/// </summary>
public sealed class Dropout : Module
{
    private readonly float _probability;
    private readonly SeededGenerator _source;

    /// <summary>A module without parameters.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="probability">p, 0 to below 1.</param>
    /// <param name="source">Decides what is dropped.</param>
    public Dropout(string name, float probability, SeededGenerator source)
        : base(name)
    {
        if (!(probability >= 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout probability is 0 or more and below 1.");
        ArgumentNullException.ThrowIfNull(source);
        _probability = probability;
        _source = source;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Dropout(input, _probability, _source);
}
