using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = γ ⊙ x̂ + β with x̂ each row of x standardised (<see cref="Normalization"/>); γ and β [width], or both none. With g = γ ⊙ ∂y:
/// ∂x = r·(g − mean g − x̂·mean(g ⊙ x̂)), ∂γ = Σ ∂y ⊙ x̂, ∂β = Σ ∂y over rows (Ba, Kiros and Hinton 2016). Norm of an example: over its own rows.
/// </summary>
internal sealed class LayerNormalization : Operation
{
    private readonly Tensor _input;
    private readonly Tensor? _scale;
    private readonly Tensor? _offset;
    private readonly LayerNormalizationWork _work;

    public LayerNormalization(Tensor input, Tensor? scale, Tensor? offset, int width, float epsilon)
        : base([.. new[] { input, scale, offset }.OfType<Tensor>()])
    {
        if (width < 1 || input.Length % width != 0 || !EndsWith(input, width))
            throw new ArgumentException($"The input has shape {input.Shape}; its last dimensions must have {width} elements, the width that is normalised.", nameof(input));
        if ((scale is null) != (offset is null))
            throw new ArgumentException("A normalisation has both a scale and an offset, or neither.", nameof(offset));
        if (scale is not null && (scale.Length != width || offset!.Length != width))
            throw new ArgumentException($"Scale and offset have shapes {scale.Shape} and {offset!.Shape}; {width} elements are expected.", nameof(scale));
        NormalizationCheck.Epsilon(epsilon);
        _input = input;
        _scale = scale;
        _offset = offset;
        MakeOutput(input.Shape);
        _work = new LayerNormalizationWork(input, scale, offset, Output, width, epsilon);
    }

    public override bool KnowsExampleNorms => _input.Parameter is null && (_scale is null || (_scale.Parameter is not null && _offset!.Parameter is not null));

    public override void Forward(Graph graph) => _work.Forward(graph.Workers);

    public override void Backward(Graph graph) => AddGradients(graph, ofParameters: false);

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, ofParameters: true);

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares)
    {
        if (_scale is not null)
            _work.AddSquaredExampleNorms(squares);
    }

    private static bool EndsWith(Tensor input, int width)
    {
        int size = 1;
        for (int dimension = input.Shape.Dimensions.Length - 1; dimension >= 0 && size < width; dimension--)
            size *= input.Size(dimension);
        return size == width;
    }

    private void AddGradients(Graph graph, bool ofParameters)
    {
        if (_input.RequiresGradient && _input.Parameter is not null == ofParameters)
        {
            graph.GradientOf(_input, out bool accumulate);
            _work.AddInputGradient(graph.Workers, accumulate);
        }

        if (_scale is null)
            return;
        bool ofScale = _scale.RequiresGradient && _scale.Parameter is not null == ofParameters;
        bool ofOffset = _offset!.RequiresGradient && _offset.Parameter is not null == ofParameters;
        if (!ofScale && !ofOffset)
            return;
        _work.SumSlopes(graph.Workers);
        if (ofScale)
        {
            Span<float> gradient = graph.GradientOf(_scale, out bool accumulate);
            _work.PutScaleGradient(gradient, accumulate);
        }

        if (ofOffset)
        {
            Span<float> gradient = graph.GradientOf(_offset, out bool accumulate);
            _work.PutOffsetGradient(gradient, accumulate);
        }
    }
}
