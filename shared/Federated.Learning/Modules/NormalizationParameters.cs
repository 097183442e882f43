using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>γ, ones at first, and β, zeros.</summary>
internal static class NormalizationParameters
{
    public static Parameter[] Make(string name, TensorShape shape)
    {
        var scale = new Parameter($"{name}.weight", shape);
        scale.Values.Fill(1);
        return [scale, new Parameter($"{name}.bias", shape)];
    }
}
