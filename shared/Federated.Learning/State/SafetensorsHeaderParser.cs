using System.Text.Json;

namespace Federated.Learning.State;

/// <summary>A strict, single-pass parser of the header: every field once, no unknown field, every number in range.</summary>
internal ref struct SafetensorsHeaderParser
{
    private readonly List<SafetensorsEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _reader;

    public SafetensorsHeaderParser(ReadOnlySpan<byte> json)
        => _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });

    public SafetensorsHeader Parse()
    {
        Advance(JsonTokenType.StartObject, "the header");
        while (NextProperty("the header") is { } name)
        {
            if (!_names.Add(name))
                throw new SafetensorsException($"The header names '{name}' twice.");
            if (name == Safetensors.MetadataKey)
                ReadMetadata();
            else
                _entries.Add(ReadEntry(name));
        }

        if (_reader.Read())
            throw new SafetensorsException("The header goes on after its closing brace.");
        return new SafetensorsHeader(_entries, _metadata);
    }

    private void ReadMetadata()
    {
        Advance(JsonTokenType.StartObject, Safetensors.MetadataKey);
        while (NextProperty(Safetensors.MetadataKey) is { } key)
        {
            Advance(JsonTokenType.String, $"metadata '{key}'");
            if (!_metadata.TryAdd(key, Text()))
                throw new SafetensorsException($"The metadata names '{key}' twice.");
        }
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        if (name.Length == 0)
            throw new SafetensorsException("A tensor has an empty name.");
        string? type = null;
        TensorShape? shape = null;
        (long Begin, long End)? offsets = null;
        Advance(JsonTokenType.StartObject, $"tensor '{name}'");
        while (NextProperty($"tensor '{name}'") is { } field)
        {
            switch (field)
            {
                case "dtype" when type is null:
                    type = ReadType(name);
                    break;
                case "shape" when shape is null:
                    shape = ReadShape(name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadOffsets(name);
                    break;
                default:
                    throw new SafetensorsException($"Tensor '{name}' has a repeated or unknown field '{field}'; dtype, shape, data_offsets once each.");
            }
        }

        if (type is null || shape is null || offsets is null)
            throw new SafetensorsException($"Tensor '{name}' lacks one of dtype, shape and data_offsets.");
        long expected = (long)shape.Length * SafetensorsTypes.Size(type)!.Value;
        (long begin, long end) = offsets.Value;
        if (end - begin != expected)
            throw new SafetensorsException($"Tensor '{name}' spans bytes {begin} to {end}, but {type} of shape {shape} takes {expected} bytes.");
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private string ReadType(string name)
    {
        Advance(JsonTokenType.String, $"dtype of tensor '{name}'");
        string type = Text();
        return SafetensorsTypes.Size(type) is not null ? type : throw new SafetensorsException($"Tensor '{name}' has dtype '{type}', which the format does not name.");
    }

    private TensorShape ReadShape(string name)
    {
        List<long> sizes = ReadIntegers($"shape of tensor '{name}'", TensorShape.MaximumRank);
        if (sizes.Exists(size => size > int.MaxValue))
            throw new SafetensorsException($"Tensor '{name}' has a dimension above {int.MaxValue}.");
        try
        {
            return new TensorShape([.. sizes.Select(size => (int)size)]);
        }
        catch (ArgumentException fault)
        {
            throw new SafetensorsException($"Tensor '{name}': {fault.Message}", fault);
        }
    }

    private (long Begin, long End) ReadOffsets(string name)
    {
        List<long> offsets = ReadIntegers($"data_offsets of tensor '{name}'", 2);
        if (offsets.Count != 2 || offsets[0] > offsets[1])
            throw new SafetensorsException($"Tensor '{name}' has data_offsets that are not a begin and an end after it.");
        return (offsets[0], offsets[1]);
    }

    private List<long> ReadIntegers(string where, int most)
    {
        var integers = new List<long>(most);
        Advance(JsonTokenType.StartArray, where);
        while (Next(where) != JsonTokenType.EndArray)
        {
            if (integers.Count == most)
                throw new SafetensorsException($"The {where} has more than {most} numbers.");
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long value) || value < 0)
                throw new SafetensorsException($"The {where} holds something that is not a whole number of zero or more.");
            integers.Add(value);
        }

        return integers;
    }

    private string? NextProperty(string where) => Next(where) == JsonTokenType.EndObject ? null : Text();

    private void Advance(JsonTokenType expected, string where)
    {
        if (Next(where) != expected)
            throw new SafetensorsException($"Expected {expected} in {where}, found {_reader.TokenType}.");
    }

    private JsonTokenType Next(string where) => _reader.Read() ? _reader.TokenType : throw new SafetensorsException($"The header ends within {where}.");

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new SafetensorsException("The header holds a string that is not valid UTF-8 or has half a surrogate pair.", fault);
        }
    }
}
