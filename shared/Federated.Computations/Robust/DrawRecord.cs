using System.Security.Cryptography;
using Federated.Learning.State;

namespace Federated.Computations.Robust;

/// <summary>
/// What a node keeps of a draw: <c>secret</c> [32] F64, the bytes that it drew; <c>draws</c> [1], how many draws were void before; once it has shown the bytes,
/// <c>noted</c> [32], the hash of all commitments that it saw.
/// </summary>
internal sealed class DrawRecord(byte[] secret, int draws, byte[]? noted)
{
    private const string SecretName = "secret";
    private const string DrawsName = "draws";
    private const string NotedName = "noted";

    public byte[] Secret { get; } = secret;

    public int Draws { get; } = draws;

    public byte[]? Noted { get; } = noted;

    /// <summary>Null when the node kept nothing.</summary>
    /// <exception cref="ContributionException">What is kept is of another job, or damaged.</exception>
    public static DrawRecord? Read(ModelSnapshot? kept) => kept is null ? null : new DrawRecord(
        Bytes(kept, SecretName),
        (int)StateTensors.Whole(StateTensors.Figures(kept, DrawsName, 1)[0], "number of draws", 0, FederatedDraw.MostDraws - 1),
        kept.Tensors.Any(tensor => tensor.Name == NotedName) ? Bytes(kept, NotedName) : null);

    public ModelSnapshot Write()
    {
        var tensors = new List<NamedTensor> { Tensor(SecretName, Secret), StateTensors.Tensor(DrawsName, Draws) };
        if (Noted is not null)
            tensors.Add(Tensor(NotedName, Noted));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Never the bytes.</summary>
    public override string ToString() => $"Part of draw {Draws}";

    private static DoubleTensor Tensor(string name, byte[] bytes) => StateTensors.Tensor(name, [.. bytes.Select(value => (double)value)]);

    private static byte[] Bytes(ModelSnapshot kept, string name) =>
        [.. StateTensors.Figures(kept, name, SHA256.HashSizeInBytes).Select(figure => (byte)StateTensors.Whole(figure, name, 0, byte.MaxValue))];
}
