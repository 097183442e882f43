using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends activations, element by element, to a graph.</summary>
public static class ActivationOperations
{
    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<ReluRule>(input));

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static Tensor Sigmoid(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<SigmoidRule>(input));

    /// <summary>tanh x.</summary>
    public static Tensor Tanh(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<TanhRule>(input));

    /// <summary>ln(1 + e^βx)/β.</summary>
    /// <param name="graph">Takes the operation.</param>
    /// <param name="input">x.</param>
    /// <param name="beta">β, above 0. Default 1.</param>
    /// <param name="threshold">Where βx is above it, the value is x. Default 20.</param>
    public static Tensor Softplus(this Graph graph, Tensor input, float beta = 1, float threshold = 20)
        => beta > 0
            ? graph.Append(new UnaryOperation<SoftplusRule>(input, new SoftplusRule(beta, threshold)))
            : throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is above 0.");

    /// <summary>x where it is above 0, else <paramref name="slope"/>·x. Default 0.01.</summary>
    public static Tensor LeakyRelu(this Graph graph, Tensor input, float slope = 0.01f) => graph.Append(new UnaryOperation<LeakyReluRule>(input, new LeakyReluRule(slope)));

    /// <summary>x where it is above 0, else α(eˣ − 1). Default α = 1.</summary>
    public static Tensor Elu(this Graph graph, Tensor input, float alpha = 1) => graph.Append(new UnaryOperation<EluRule>(input, new EluRule(alpha)));

    /// <summary>x·Φ(x), Φ the standard normal law's distribution function (the exact form, not the one by tanh).</summary>
    public static Tensor Gelu(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<GeluRule>(input));

    /// <summary>x·σ(x), also called swish.</summary>
    public static Tensor Silu(this Graph graph, Tensor input) => graph.Append(new UnaryOperation<SiluRule>(input));
}
