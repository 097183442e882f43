using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Modules;

public sealed class TransformerTests
{
    [Theory]
    [InlineData("attention", false)]
    [InlineData("attention_causal", true)]
    [InlineData("attention_padded", false)]
    [InlineData("attention_causal_padded", true)]
    public void MultiHeadAttention_ValuesGradientsAndTwentySteps_ArePyTorchs(string name, bool causal)
    {
        var fixture = new SequenceFixture(name);
        var module = new MultiHeadAttention("attention", 12, 3, new SeededGenerator(1));
        var graph = new Graph();
        Tensor input = fixture.Input(graph, "input");
        Tensor output = module.Forward(graph, input, causal, fixture.Lengths(graph, 7));
        fixture.Check(graph, output, module, new Dictionary<string, Tensor> { ["input"] = input });
    }

    [Theory]
    [InlineData("encoder_post", false, false, false)]
    [InlineData("encoder_pre", true, true, true)]
    [InlineData("encoder_pre_padded", true, false, false)]
    public void EncoderLayer_ValuesGradientsAndTwentySteps_ArePyTorchs(string name, bool normFirst, bool gelu, bool causal)
    {
        var fixture = new SequenceFixture(name);
        var module = new TransformerEncoderLayer("layer", Options(normFirst, gelu, causal), new SeededGenerator(1));
        var graph = new Graph();
        Tensor input = fixture.Input(graph, "input");
        Tensor output = module.Forward(graph, input, fixture.Lengths(graph, 6));
        fixture.Check(graph, output, module, new Dictionary<string, Tensor> { ["input"] = input });
    }

    [Fact]
    public void Encoder_ValuesGradientsAndTwentySteps_ArePyTorchs()
    {
        var fixture = new SequenceFixture("encoder_stack");
        var module = new TransformerEncoder("encoder", Options(normFirst: true, gelu: false, causal: true), 2, new SeededGenerator(1), finalNorm: true);
        var graph = new Graph();
        Tensor input = fixture.Input(graph, "input");
        Tensor output = module.Forward(graph, input, fixture.Lengths(graph, 6));
        fixture.Check(graph, output, module, new Dictionary<string, Tensor> { ["input"] = input });
    }

    internal static TransformerEncoderLayerOptions Options(bool normFirst, bool gelu, bool causal, float dropout = 0)
        => new() { Width = 12, Heads = 2, FeedForwardSize = 20, NormFirst = normFirst, Gelu = gelu, Causal = causal, Dropout = dropout };
}
