using System.Buffers;
using System.Text.Json;

namespace Federated.Learning.State;

/// <summary>The JSON header: what is where in the data that follows.</summary>
internal sealed class SafetensorsHeader
{
    private const int Alignment = 8;

    internal SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new SafetensorsException("The header is not valid JSON of this format: its first byte must be '{'.");
        try
        {
            return new SafetensorsHeaderParser(json).Parse();
        }
        catch (JsonException fault)
        {
            throw new SafetensorsException($"The header is not valid JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Header bytes for tensors that lie one after the other in the given order, padded to the alignment.</summary>
    public static byte[] Format(IReadOnlyList<NamedTensor> layout, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            long offset = 0;
            foreach (NamedTensor tensor in layout)
            {
                long end = offset + ((long)tensor.Shape.Length * tensor.ElementSize);
                WriteEntry(writer, tensor, offset, end);
                offset = end;
            }

            writer.WriteEndObject();
        }

        var padded = new byte[(json.WrittenCount + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        json.WrittenSpan.CopyTo(padded);
        return padded;
    }

    /// <summary>Requires that the tensors, in order of their offsets, fill the data exactly: no gap, no overlap, no trailing byte.</summary>
    public void RequireExactCover(long dataLength)
    {
        long covered = 0;
        foreach (SafetensorsEntry entry in Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
            {
                string fault = entry.Begin < covered ? "overlaps the tensor before it" : "leaves a gap before it";
                throw new SafetensorsException($"Tensor '{entry.Name}' starts at byte {entry.Begin} of the data, which {fault} (expected {covered}).");
            }

            if (entry.End > dataLength)
                throw new SafetensorsException($"Tensor '{entry.Name}' ends at byte {entry.End} of the data, which has only {dataLength} bytes.");
            covered = entry.End;
        }

        if (covered != dataLength)
            throw new SafetensorsException($"{dataLength - covered} bytes after the last tensor belong to none.");
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        if (!metadata.Any())
            return;
        writer.WriteStartObject(Safetensors.MetadataKey);
        foreach ((string key, string value) in metadata)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, NamedTensor tensor, long begin, long end)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.Type.ToString());
        writer.WriteStartArray("shape");
        foreach (int size in tensor.Shape.Dimensions)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
