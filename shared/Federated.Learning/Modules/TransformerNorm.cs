using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The normalisation of a transformer's steps over their width: <c>weight</c> (ones) and <c>bias</c> (zeros), [width].</summary>
internal static class TransformerNorm
{
    public static Parameter[] Create(string name, int width)
    {
        var weight = new Parameter($"{name}.weight", new TensorShape(width));
        weight.Values.Fill(1);
        return [weight, new Parameter($"{name}.bias", new TensorShape(width))];
    }

    public static Tensor Append(Graph graph, Tensor input, ReadOnlySpan<Parameter> norm, float epsilon)
        => graph.LayerNorm(input, graph.Use(norm[0]), graph.Use(norm[1]), norm[0].Shape.Length, epsilon);
}
