using System.Security.Cryptography;
using Federated.Learning.State;

namespace Federated.Computations.Robust;

/// <summary>What a node keeps of a draw: <c>secret</c> [32] F64, the bytes that it drew; <c>noted</c> [32], the hash of all commitments that it saw before it showed them.</summary>
internal static class DrawRecord
{
    private const string Secret = "secret";
    private const string Noted = "noted";

    public static ModelSnapshot Write(ReadOnlySpan<byte> secret, byte[]? noted)
    {
        var tensors = new List<NamedTensor> { Tensor(Secret, secret) };
        if (noted is not null)
            tensors.Add(Tensor(Noted, noted));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Null when the node kept nothing.</summary>
    /// <exception cref="ContributionException">What is kept is of another job, or damaged.</exception>
    public static (byte[] Secret, byte[]? Noted)? Read(ModelSnapshot? kept) => kept is null
        ? null
        : (Bytes(kept, Secret), kept.Tensors.Any(tensor => tensor.Name == Noted) ? Bytes(kept, Noted) : null);

    private static DoubleTensor Tensor(string name, ReadOnlySpan<byte> bytes)
    {
        var figures = new double[bytes.Length];
        for (int index = 0; index < figures.Length; index++)
            figures[index] = bytes[index];
        return StateTensors.Tensor(name, figures);
    }

    private static byte[] Bytes(ModelSnapshot kept, string name) =>
        [.. StateTensors.Figures(kept, name, SHA256.HashSizeInBytes).Select(figure => (byte)StateTensors.Whole(figure, name, 0, byte.MaxValue))];
}
