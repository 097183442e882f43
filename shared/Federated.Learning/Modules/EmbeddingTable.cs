using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The table of an embedding: standard normal at first, its padding row zero.</summary>
internal static class EmbeddingTable
{
    public static Parameter Make(string name, int rows, int width, SeededGenerator source, int? paddingIndex)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (paddingIndex < 0 || paddingIndex >= rows)
            throw new ArgumentOutOfRangeException(nameof(paddingIndex), paddingIndex, $"The padding index of '{name}' is a row of its table, 0 to {rows - 1}.");
        var table = new Parameter($"{name}.weight", new TensorShape(rows, width), rowGradients: true);
        Initializers.Normal(table, 1, source);
        if (paddingIndex is { } padding)
            table.Values.Slice(padding * width, width).Clear();
        return table;
    }
}
