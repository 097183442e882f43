using System.Buffers;
using System.Buffers.Binary;

namespace Federated.Learning.State;

/// <summary>
/// The safetensors layout (https://huggingface.co/docs/safetensors): eight bytes of little-endian header length, a JSON header that maps each
/// name to <c>dtype</c>, <c>shape</c> and <c>data_offsets</c>, then the values without gaps. Written deterministically: metadata and names in ordinal
/// order, F64 data before F32 data so that every tensor is aligned, the header padded with spaces to a multiple of eight. Read strictly: a file
/// whose offsets leave a gap, overlap or run past the end is refused, as are unknown types, repeated names and trailing bytes.
/// </summary>
public static class Safetensors
{
    /// <summary>Largest JSON header that is read or written: 100 MB, the format's own limit.</summary>
    public const int MaximumHeaderLength = 100_000_000;

    internal const string MetadataKey = "__metadata__";

    private const int LengthPrefix = sizeof(ulong);

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
            throw new SafetensorsException($"The file has {bytes.Length} bytes; a safetensors file starts with an 8-byte header length.");
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (headerLength > MaximumHeaderLength)
            throw new SafetensorsException($"The header claims {headerLength} bytes; at most {MaximumHeaderLength} are allowed.");
        if (headerLength > (ulong)(bytes.Length - LengthPrefix))
            throw new SafetensorsException($"The header claims {headerLength} bytes, but only {bytes.Length - LengthPrefix} follow: the file is cut short.");

        SafetensorsHeader header = SafetensorsHeader.Parse(bytes.Slice(LengthPrefix, (int)headerLength));
        ReadOnlySpan<byte> data = bytes[(LengthPrefix + (int)headerLength)..];
        header.RequireExactCover(data.Length);

        var tensors = new NamedTensor[header.Entries.Count];
        for (int index = 0; index < tensors.Length; index++)
        {
            SafetensorsEntry entry = header.Entries[index];
            tensors[index] = ReadValues(entry, data[(int)entry.Begin..(int)entry.End]);
        }

        return new ModelSnapshot(tensors, header.Metadata);
    }

    private static void WriteValues(NamedTensor tensor, IBufferWriter<byte> output)
    {
        if (tensor is SingleTensor singles)
        {
            foreach (float value in singles.Values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(sizeof(float)), value);
                output.Advance(sizeof(float));
            }
        }
        else
        {
            foreach (double value in ((DoubleTensor)tensor).Values)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
                output.Advance(sizeof(double));
            }
        }
    }

    private static NamedTensor ReadValues(SafetensorsEntry entry, ReadOnlySpan<byte> data)
    {
        if (entry.Type == TensorType.F32)
        {
            var singles = new float[entry.Shape.Length];
            for (int index = 0; index < singles.Length; index++)
                singles[index] = BinaryPrimitives.ReadSingleLittleEndian(data[(index * sizeof(float))..]);
            return new SingleTensor(entry.Name, entry.Shape, singles);
        }

        var doubles = new double[entry.Shape.Length];
        for (int index = 0; index < doubles.Length; index++)
            doubles[index] = BinaryPrimitives.ReadDoubleLittleEndian(data[(index * sizeof(double))..]);
        return new DoubleTensor(entry.Name, entry.Shape, doubles);
    }
}
