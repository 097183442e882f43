using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.NextItem;

/// <summary>From the numbers of items that a customer had to vectors that items are scored with.</summary>
internal abstract class NextItemEncoder
{
    /// <summary>0 stands for no item.</summary>
    protected const int Padding = 0;

    protected NextItemEncoder(NextItemArchitecture architecture, SeededGenerator source)
    {
        Architecture = architecture;
        History = Table("item", architecture, source);
        Drop = architecture.Dropout > 0 ? new Dropout("dropout", architecture.Dropout, new SeededGenerator(source.NextBits())) : null;
    }

    public NextItemArchitecture Architecture { get; }

    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>[items + 1, width]: what the vectors are multiplied with.</summary>
    public virtual Parameter Items => History.Parameters[0];

    protected Embedding History { get; }

    protected Dropout? Drop { get; }

    public static NextItemEncoder Of(NextItemArchitecture architecture, ulong seed)
    {
        var source = new SeededGenerator(seed);
        return architecture.Kind switch
        {
            NextItemKind.Recurrent => new RecurrentEncoder(architecture, source),
            NextItemKind.Attention => new AttentionEncoder(architecture, source),
            _ => new BagEncoder(architecture, source),
        };
    }

    /// <summary>Appends the encoder to the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="history">[batch, steps], the latest item last, padding behind it.</param>
    /// <param name="lengths">[batch].</param>
    /// <returns>[batch, steps, width], one vector after each step; of two towers [batch, width].</returns>
    public abstract Tensor Build(Graph graph, IndexTensor history, IndexTensor lengths);

    /// <summary>A table whose rows have a norm of about 1; at PyTorch's deviation of 1 the first scores would be as large as the width.</summary>
    protected static Embedding Table(string name, NextItemArchitecture architecture, SeededGenerator source)
    {
        var table = new Embedding(name, architecture.Items + 1, architecture.Width, source, Padding);
        Span<float> values = table.Parameters[0].Values;
        TensorPrimitives.Multiply(values, 1 / MathF.Sqrt(architecture.Width), values);
        return table;
    }

    protected Tensor Dropped(Graph graph, Tensor input) => Drop is null ? input : Drop.Forward(graph, input);
}
