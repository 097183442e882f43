using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends operations to a graph. <see cref="OperationTable"/> states each one's value, local gradient, shapes and source.</summary>
public static class GraphOperations
{
    /// <summary>a + b, with broadcasting.</summary>
    public static Tensor Add(this Graph graph, Tensor left, Tensor right) => graph.Append(new BinaryOperation<AddRule>(left, right));

    /// <summary>a − b, with broadcasting.</summary>
    public static Tensor Subtract(this Graph graph, Tensor left, Tensor right) => graph.Append(new BinaryOperation<SubtractRule>(left, right));

    /// <summary>a·b element by element, with broadcasting.</summary>
    public static Tensor Multiply(this Graph graph, Tensor left, Tensor right) => graph.Append(new BinaryOperation<MultiplyRule>(left, right));

    /// <summary>a/b, with broadcasting.</summary>
    public static Tensor Divide(this Graph graph, Tensor left, Tensor right) => graph.Append(new BinaryOperation<DivideRule>(left, right));

    /// <summary>x².</summary>
    public static Tensor Square(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<SquareRule>(input));

    /// <summary>−x.</summary>
    public static Tensor Negate(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<NegateRule>(input));

    /// <summary>|x|.</summary>
    public static Tensor Absolute(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<AbsoluteRule>(input));

    /// <summary>√x.</summary>
    public static Tensor SquareRoot(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<SquareRootRule>(input));

    /// <summary>The larger of a and b, element by element, with broadcasting.</summary>
    public static Tensor Maximum(this Graph graph, Tensor left, Tensor right) => graph.Append(new BinaryOperation<MaximumRule>(left, right));

    /// <summary>The smaller of a and b, element by element, with broadcasting.</summary>
    public static Tensor Minimum(this Graph graph, Tensor left, Tensor right) => graph.Append(new BinaryOperation<MinimumRule>(left, right));

    /// <summary>eˣ.</summary>
    public static Tensor Exp(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<ExpRule>(input));

    /// <summary>ln x.</summary>
    public static Tensor Log(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<LogRule>(input));

    /// <summary>xᵖ for x above 0.</summary>
    public static Tensor Power(this Graph graph, Tensor input, float exponent) => graph.Append(new UnaryOperation<PowerRule>(input, new PowerRule(exponent)));

    /// <summary>x, no lower than <paramref name="low"/> and no higher than <paramref name="high"/>.</summary>
    public static Tensor Clamp(this Graph graph, Tensor input, float low = float.NegativeInfinity, float high = float.PositiveInfinity)
        => low <= high
            ? graph.Append(new UnaryOperation<ClampRule>(input, new ClampRule(low, high)))
            : throw new ArgumentException($"The bounds are {low} and {high}; the first must not be above the second.", nameof(low));

    /// <summary>φ(x·Wᵀ + b): input [..., in], weight [out, in], bias [out] or null; [..., out].</summary>
    public static Tensor Affine(this Graph graph, Tensor input, Tensor weight, Tensor? bias, Activation activation = Activation.None)
        => graph.Append(new Affine(input, weight, bias, activation));

    /// <summary>Drops elements with probability p while training and scales the others by 1/(1−p).</summary>
    public static Tensor Dropout(this Graph graph, Tensor input, float probability, SeededGenerator source) => graph.Append(new DropoutOperation(input, probability, source));

    /// <summary>The value of a loss: outputs [..., k], labels and weights one a row; a scalar.</summary>
    public static Tensor Loss(this Graph graph, Tensor outputs, Tensor labels, ILoss loss, Tensor? weights = null) => graph.Append(new LossOf(outputs, labels, weights, loss));

    internal static Tensor Append(this Graph graph, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Add(operation);
    }
}
