using System.Numerics.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Modules one after the other: each takes the outputs of the one before it.</summary>
internal sealed class Sequential : IModel
{
    private readonly NamedModule[] _layers;
    private readonly ReadOnlyMemory<float>[] _outputs;
    private int _trainedRows;

    public Sequential(IEnumerable<NamedModule> layers)
    {
        _layers = [.. layers];
        _outputs = new ReadOnlyMemory<float>[_layers.Length];
        Parameters = [.. _layers.SelectMany(layer => layer.Module.Parameters)];
    }

    public int InputSize => _layers[0].Module.InputSize;

    public int OutputSize => _layers[^1].Module.OutputSize;

    public IReadOnlyList<Parameter> Parameters { get; }

    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training)
    {
        if (rows < 1 || features.Length != (long)rows * InputSize)
            throw new ArgumentException($"{features.Length} feature values were given for {rows} rows of {InputSize} features.", nameof(features));
        ReadOnlyMemory<float> current = features;
        for (int index = 0; index < _layers.Length; index++)
        {
            current = _layers[index].Module.Forward(current, rows, training);
            _outputs[index] = current;
        }

        _trainedRows = training ? rows : 0;
        return current;
    }

    public void Backward(ReadOnlyMemory<float> outputGradient)
    {
        if (_trainedRows == 0 || outputGradient.Length != _trainedRows * OutputSize)
        {
            throw new InvalidOperationException(
                $"A backward pass with {outputGradient.Length} derivatives follows a training forward pass of {_trainedRows} rows × {OutputSize} outputs.");
        }

        ReadOnlyMemory<float> current = outputGradient;
        for (int index = _layers.Length - 1; index >= 0; index--)
            current = _layers[index].Module.Backward(current, _trainedRows, inputGradient: index > 0);
    }

    public string? FirstNonFiniteLayer()
    {
        for (int index = 0; index < _layers.Length; index++)
        {
            if (!TensorPrimitives.IsFiniteAll(_outputs[index].Span))
                return _layers[index].Name;
        }

        return null;
    }
}
