using System.Buffers;
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

    private const int BlockLength = 4096;

    /// <summary>The snapshot's bytes in a new array.</summary>
    public static byte[] Write(ModelSnapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(snapshot, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the snapshot's bytes; the same content always gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The header would pass <see cref="MaximumHeaderLength"/>.</exception>
    public static void Write(ModelSnapshot snapshot, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(output);
        NamedTensor[] layout = [.. snapshot.Tensors.OrderByDescending(tensor => tensor.ElementSize)];
        ReadOnlySpan<byte> header = SafetensorsHeader.Format(layout, snapshot.Metadata);
        if (header.Length > MaximumHeaderLength)
            throw new ArgumentException($"The snapshot's header takes {header.Length} bytes; the format allows {MaximumHeaderLength}.", nameof(snapshot));

        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(LengthPrefix), (ulong)header.Length);
        output.Advance(LengthPrefix);
        output.Write(header);
        foreach (NamedTensor tensor in layout)
            WriteValues(tensor, output);
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

    private static void WriteValues(NamedTensor tensor, IBufferWriter<byte> output)
    {
        if (tensor is SingleTensor singles)
        {
            for (ReadOnlySpan<float> left = singles.Values; left.Length > 0; left = left[Math.Min(left.Length, BlockLength)..])
            {
                ReadOnlySpan<float> block = left[..Math.Min(left.Length, BlockLength)];
                Span<byte> target = output.GetSpan(block.Length * sizeof(float));
                for (int index = 0; index < block.Length; index++)
                    BinaryPrimitives.WriteSingleLittleEndian(target[(index * sizeof(float))..], block[index]);
                output.Advance(block.Length * sizeof(float));
            }
        }
        else
        {
            for (ReadOnlySpan<double> left = ((DoubleTensor)tensor).Values; left.Length > 0; left = left[Math.Min(left.Length, BlockLength)..])
            {
                ReadOnlySpan<double> block = left[..Math.Min(left.Length, BlockLength)];
                Span<byte> target = output.GetSpan(block.Length * sizeof(double));
                for (int index = 0; index < block.Length; index++)
                    BinaryPrimitives.WriteDoubleLittleEndian(target[(index * sizeof(double))..], block[index]);
                output.Advance(block.Length * sizeof(double));
            }
        }
    }

    private static NamedTensor ReadValues(SafetensorsEntry entry, ReadOnlySpan<byte> data) => entry.Type switch
    {
        nameof(TensorType.F32) => new SingleTensor(entry.Name, entry.Shape, SafetensorsValues.Singles(data)),
        nameof(TensorType.F64) => new DoubleTensor(entry.Name, entry.Shape, SafetensorsValues.Doubles(data)),
        string other => throw new SafetensorsException($"Tensor '{entry.Name}' has dtype '{other}'; only F32 and F64 are loaded. Save it as one of these."),
    };
}
