using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Federated.Learning.State;

/// <summary>
/// Weights (or statistics) at one moment: named tensors in ordinal order of their names, and text metadata. Immutable.
/// Two snapshots with the same content have the same bytes, and so the same <see cref="ContentHash"/>.
/// </summary>
public sealed class ModelSnapshot
{
    private readonly Dictionary<string, NamedTensor> _byName;

    /// <summary>Orders the tensors and the metadata by name.</summary>
    /// <param name="tensors">Tensors in any order, names unique.</param>
    /// <param name="metadata">Free text by key; none when left out.</param>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public ModelSnapshot(IEnumerable<NamedTensor> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensors = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        Metadata = (metadata ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);
        _byName = new Dictionary<string, NamedTensor>(Tensors.Length, StringComparer.Ordinal);
        foreach (NamedTensor tensor in Tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"Two tensors are named '{tensor.Name}'; names are unique in a snapshot.", nameof(tensors));
        }
    }

    /// <summary>Tensors in ordinal order of their names.</summary>
    public ImmutableArray<NamedTensor> Tensors { get; }

    /// <summary>Text by key, in ordinal order of the keys.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has that name; the message lists those there are.</exception>
    public NamedTensor this[string name] => _byName.TryGetValue(name, out NamedTensor? tensor)
        ? tensor
        : throw new KeyNotFoundException($"The snapshot has no tensor '{name}'; it holds {string.Join(", ", Tensors.Take(20).Select(known => known.Name))}.");

    /// <summary>Values of a binary32 tensor.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has that name.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not F32.</exception>
    public ReadOnlySpan<float> Singles(string name) => this[name] is SingleTensor tensor
        ? tensor.Values
        : throw new InvalidOperationException($"Tensor '{name}' is {this[name].Type}; F32 was expected.");

    /// <summary>Values of a binary64 tensor.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has that name.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not F64.</exception>
    public ReadOnlySpan<double> Doubles(string name) => this[name] is DoubleTensor tensor
        ? tensor.Values
        : throw new InvalidOperationException($"Tensor '{name}' is {this[name].Type}; F64 was expected.");

    /// <summary>The snapshot's address: SHA-256 of its safetensors bytes, 64 lower-case hexadecimal digits.</summary>
    public string ContentHash() => Convert.ToHexStringLower(SHA256.HashData(Safetensors.Write(this)));
}
