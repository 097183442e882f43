using Federated.Learning.Autograd;
using Federated.Learning.Losses;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// The scalar value of an <see cref="ILoss"/>: outputs [..., k], a label and optionally a weight for each row; ∂outputs is the loss's own derivative times ∂y.
/// </summary>
internal sealed class LossOf : Operation
{
    private readonly Tensor _outputs;
    private readonly Tensor _labels;
    private readonly Tensor? _weights;
    private readonly ILoss _loss;
    private readonly float[] _derivative;

    public LossOf(Tensor outputs, Tensor labels, Tensor? weights, ILoss loss)
        : base(outputs)
    {
        int rows = outputs.Length / loss.OutputSize;
        if (outputs.Length % loss.OutputSize != 0 || labels.Length != rows * loss.LabelSize)
            throw new ArgumentException($"The loss takes {loss.OutputSize} outputs a row; outputs of shape {outputs.Shape} and labels of shape {labels.Shape} do not fit it.", nameof(labels));
        if (weights is not null && weights.Length != rows)
            throw new ArgumentException($"The weights have shape {weights.Shape}; {rows} are expected, one a row.", nameof(weights));
        _outputs = outputs;
        _labels = labels;
        _weights = weights;
        _loss = loss;
        _derivative = new float[outputs.Length];
        MakeOutput(new TensorShape());
    }

    public override void Forward(Graph graph)
        => Output.Values[0] = (float)_loss.Evaluate(_outputs.Values, _labels.Values, _weights is null ? default : _weights.Values, _derivative);

    public override void Backward(Graph graph)
    {
        if (!_outputs.RequiresGradient)
            return;
        float slope = Output.Gradient[0];
        Span<float> gradient = graph.GradientOf(_outputs, out bool accumulate);
        if (accumulate)
            TensorPrimitives.MultiplyAdd(_derivative, slope, gradient, gradient);
        else
            TensorPrimitives.Multiply(_derivative, slope, gradient);
    }
}
