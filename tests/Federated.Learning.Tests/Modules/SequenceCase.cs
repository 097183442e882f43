using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Modules;

/// <summary>A module of sequences in a graph of its own, with random inputs and lengths: what every such module is held to.</summary>
internal sealed class SequenceCase
{
    public SequenceCase(string kind, int batch, int time, int inputs, Workers? workers = null, int[]? lengths = null)
    {
        var source = new SeededGenerator(8);
        Graph = new Graph(workers);
        Input = Graph.Input(new TensorShape(batch, time, inputs), requiresGradient: true);
        foreach (ref float value in Input.Values)
            value = (float)((2 * source.NextDouble()) - 1);
        IndexTensor steps = Graph.Indices("lengths", new TensorShape(batch), time + 1);
        steps.Set(lengths ?? [.. Enumerable.Range(0, batch).Select(example => Math.Max(1, time - (example % time)))]);
        switch (kind)
        {
            case "attention":
                var attention = new MultiHeadAttention("module", inputs, 2, source);
                (Module, Output) = (attention, attention.Forward(Graph, Input, causal: true, steps));
                break;
            case "attention_dropout":
                var dropped = new MultiHeadAttention("module", inputs, 2, source, dropout: 0.3f);
                (Module, Output) = (dropped, dropped.Forward(Graph, Input, causal: false, steps));
                break;
            case "encoder_pre" or "encoder_post":
                var options = new TransformerEncoderLayerOptions { Width = inputs, Heads = 2, FeedForwardSize = inputs + 3, Gelu = true, NormFirst = kind == "encoder_pre", Causal = true };
                var encoder = new TransformerEncoder("module", options, 2, source, finalNorm: kind == "encoder_pre");
                (Module, Output) = (encoder, encoder.Forward(Graph, Input, steps));
                break;
            default:
                RecurrentModule recurrent = RecurrentTests.Create(kind, inputs, inputs + 2, layers: 2);
                (Module, Output) = (recurrent, recurrent.Forward(Graph, Input, steps).Outputs);
                break;
        }

        Slopes = new float[Output.Length];
        foreach (ref float slope in Slopes.AsSpan())
            slope = (float)((2 * source.NextDouble()) - 1);
    }

    public Graph Graph { get; }

    public Tensor Input { get; }

    public Module Module { get; }

    public Tensor Output { get; }

    /// <summary>The derivative of a loss by the output; the loss is their product.</summary>
    public float[] Slopes { get; }

    public double Loss()
    {
        Graph.Forward(training: true);
        double sum = 0;
        for (int index = 0; index < Slopes.Length; index++)
            sum += (double)Slopes[index] * Output.Values[index];
        return sum;
    }

    public float[] Gradient(ReadOnlySpan<float> slopes)
    {
        foreach (Parameter parameter in Module.Parameters)
            parameter.ClearGradient();
        Graph.Forward(training: true);
        Graph.Backward(Output, slopes);
        return Collected();
    }

    public float[] Collected() => [.. Module.Parameters.SelectMany(parameter => parameter.Gradient.ToArray())];
}
