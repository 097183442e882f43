using Federated.Learning.Modules;
using Federated.Learning.Tensors;

namespace Federated.Computations.Personalisation;

/// <summary>
/// A model of which only the last layer trains: it shows the parameters that share the prefix of the last one's name. Running statistics are put back before
/// each scoring pass, so that the body stays the one that the joint model has.
/// </summary>
internal sealed class HeadModel : IModel
{
    private readonly IModel _whole;
    private readonly float[][] _running;

    public HeadModel(IModel whole)
    {
        _whole = whole;
        _running = [.. whole.Buffers.Select(buffer => buffer.Values.ToArray())];
        string prefix = Prefix(whole.Parameters[^1].Name);
        Parameters = [.. whole.Parameters.Where(parameter => Prefix(parameter.Name) == prefix)];
    }

    public int InputSize => _whole.InputSize;

    public int OutputSize => _whole.OutputSize;

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<StateTensor> Buffers => _whole.Buffers;

    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training)
    {
        if (!training)
            RestoreBody();
        return _whole.Forward(features, rows, training);
    }

    public void Backward(ReadOnlyMemory<float> outputGradient) => _whole.Backward(outputGradient);

    public void BackwardClipped(ReadOnlyMemory<float> outputGradient, float clipNorm, Span<float> norms)
        => _whole.BackwardClipped(outputGradient, clipNorm, norms);

    public void InputGradients(ReadOnlyMemory<float> features, int rows, int output, Span<float> gradients)
    {
        RestoreBody();
        _whole.InputGradients(features, rows, output, gradients);
    }

    public string? FirstNonFiniteLayer() => _whole.FirstNonFiniteLayer();

    /// <summary>Puts the body's running statistics back.</summary>
    public void RestoreBody()
    {
        for (int index = 0; index < _running.Length; index++)
            _running[index].CopyTo(_whole.Buffers[index].Values);
    }

    private static string Prefix(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];
}
