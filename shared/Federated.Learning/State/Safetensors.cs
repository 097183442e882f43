using System.Buffers.Binary;

namespace Federated.Learning.State;

/// <summary>
/// The safetensors layout (https://huggingface.co/docs/safetensors): eight bytes of little-endian header length, a JSON header that maps each
/// name to <c>dtype</c>, <c>shape</c> and <c>data_offsets</c>, then the values without gaps. Written deterministically: metadata and names in ordinal
/// order, F64 data before F32 data so that every tensor is aligned, the header padded with spaces to a multiple of eight. Read strictly: a file
/// whose offsets leave a gap, overlap or run past the end is refused, as are unknown types, repeated names and trailing bytes; so no byte of a file
/// can hide. Data of other writers need not be aligned, nor lie in the order of the header.
/// </summary>
public static class Safetensors
{
    /// <summary>Largest JSON header that is read or written: 100 MB, the format's own limit.</summary>
    public const int MaximumHeaderLength = 100_000_000;

    internal const string MetadataKey = "__metadata__";

    internal const int LengthPrefix = sizeof(ulong);

    /// <summary>The snapshot's bytes in a new array; the same content always gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The header would pass <see cref="MaximumHeaderLength"/>, or the whole what an array holds.</exception>
    public static byte[] Write(ModelSnapshot snapshot)
    {
        NamedTensor[] layout = Layout(snapshot, out ReadOnlySpan<byte> header);
        long length = LengthPrefix + header.Length + layout.Sum(tensor => (long)tensor.Shape.Length * tensor.ElementSize);
        if (length > Array.MaxLength)
            throw new ArgumentException($"The snapshot takes {length} bytes; an array holds {Array.MaxLength}. Write it to a stream.", nameof(snapshot));
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes.AsSpan(LengthPrefix));
        int at = LengthPrefix + header.Length;
        foreach (NamedTensor tensor in layout)
        {
            int size = tensor.Shape.Length * tensor.ElementSize;
            SafetensorsValues.Write(tensor, bytes.AsSpan(at, size));
            at += size;
        }

        return bytes;
    }

    /// <summary>Parses a complete file held in memory.</summary>
    /// <exception cref="SafetensorsException">The bytes break the format, or hold a type other than F32 and F64.</exception>
    public static ModelSnapshot Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LengthPrefix)
            throw TooShort(bytes.Length);
        int headerLength = HeaderLength(bytes, bytes.Length);
        SafetensorsHeader header = SafetensorsHeader.Parse(bytes.Slice(LengthPrefix, headerLength));
        ReadOnlySpan<byte> data = bytes[(LengthPrefix + headerLength)..];
        header.RequireExactCover(data.Length);

        var tensors = new NamedTensor[header.Entries.Count];
        for (int index = 0; index < tensors.Length; index++)
        {
            SafetensorsEntry entry = header.Entries[index];
            tensors[index] = ReadValues(entry, data[(int)entry.Begin..(int)entry.End]);
        }

        return new ModelSnapshot(tensors, header.Metadata);
    }

    /// <summary>Reads and checks the length prefix of a file of that many bytes.</summary>
    internal static int HeaderLength(ReadOnlySpan<byte> prefix, long fileLength)
    {
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > MaximumHeaderLength)
            throw new SafetensorsException($"The header claims {headerLength} bytes; at most {MaximumHeaderLength} are allowed.");
        if (headerLength > (ulong)(fileLength - LengthPrefix))
            throw new SafetensorsException($"The header claims {headerLength} bytes, but only {fileLength - LengthPrefix} follow: the file is cut short.");
        return (int)headerLength;
    }

    internal static SafetensorsException TooShort(long length)
        => new($"The file has {length} bytes; a safetensors file starts with an 8-byte header length.");

    private static NamedTensor[] Layout(ModelSnapshot snapshot, out ReadOnlySpan<byte> header)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        NamedTensor[] layout = [.. snapshot.Tensors.OrderByDescending(tensor => tensor.ElementSize)];
        header = SafetensorsHeader.Format(layout, snapshot.Metadata);
        return header.Length <= MaximumHeaderLength
            ? layout
            : throw new ArgumentException($"The snapshot's header takes {header.Length} bytes; the format allows {MaximumHeaderLength}.", nameof(snapshot));
    }

    private static NamedTensor ReadValues(SafetensorsEntry entry, ReadOnlySpan<byte> data) => entry.Type switch
    {
        nameof(TensorType.F32) => SingleTensor.Over(entry.Name, entry.Shape, SafetensorsValues.Singles(data)),
        nameof(TensorType.F64) => DoubleTensor.Over(entry.Name, entry.Shape, SafetensorsValues.Doubles(data)),
        string other => throw new SafetensorsException($"Tensor '{entry.Name}' has dtype '{other}'; only F32 and F64 are loaded. Save it as one of these."),
    };
}
