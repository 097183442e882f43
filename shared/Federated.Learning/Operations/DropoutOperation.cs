using Federated.Learning.Autograd;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = x ⊙ m with mᵢ = 0 with probability p, else 1/(1−p), drawn anew in each training pass; y = x while scoring (Srivastava et al. 2014, inverted form).
/// ∂x = ∂y ⊙ m.
/// </summary>
internal sealed class DropoutOperation : Operation
{
    private readonly Tensor _input;
    private readonly float[] _scale;
    private readonly uint _threshold;
    private readonly float _kept;
    private readonly SeededGenerator _source;

    public DropoutOperation(Tensor input, float probability, SeededGenerator source)
        : base(input)
    {
        _input = input;
        _scale = new float[input.Length];
        _threshold = (uint)(probability * 4294967296.0);
        _kept = 1 / (1 - probability);
        _source = source;
        MakeOutput(input.Shape);
    }

    public override void Forward(Graph graph)
    {
        if (!graph.Training)
        {
            _input.Values.CopyTo(Output.Values);
            return;
        }

        Span<float> scale = _scale;
        for (int index = 0; index < scale.Length; index += 2)
        {
            ulong bits = _source.NextBits();
            scale[index] = (uint)(bits >> 32) < _threshold ? 0 : _kept;
            if (index + 1 < scale.Length)
                scale[index + 1] = (uint)bits < _threshold ? 0 : _kept;
        }

        TensorPrimitives.Multiply(_input.Values, scale, Output.Values);
    }

    public override void Backward(Graph graph)
    {
        if (!_input.RequiresGradient)
            return;
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        if (!graph.Training)
        {
            Lanes.Put(Output.Gradient, gradient, accumulate);
            return;
        }

        if (accumulate)
            TensorPrimitives.MultiplyAdd(Output.Gradient, _scale, gradient, gradient);
        else
            TensorPrimitives.Multiply(Output.Gradient, _scale, gradient);
    }
}
