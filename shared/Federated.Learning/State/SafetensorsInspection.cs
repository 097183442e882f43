namespace Federated.Learning.State;

/// <summary>
/// What a safetensors file holds, from its header alone: the data is neither loaded nor, unless its statistics are asked for, read. The file is checked as
/// strictly as in <see cref="Safetensors.Read"/>, but tensors of every type that the format names are listed.
/// </summary>
public static class SafetensorsInspection
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Inspects a file.</summary>
    /// <param name="file">A readable, seekable stream that holds the file from its start to its end; its position is moved.</param>
    /// <param name="statistics">Whether to read the data of F32 and F64 tensors for their least, greatest and mean value. Default: no.</param>
    /// <exception cref="ArgumentException">The stream cannot be read or sought.</exception>
    /// <exception cref="SafetensorsException">The file breaks the format.</exception>
    public static SafetensorsContents Inspect(Stream file, bool statistics = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.CanRead || !file.CanSeek)
            throw new ArgumentException("The stream cannot be read or sought; open the file itself.", nameof(file));
        if (file.Length < Safetensors.LengthPrefix)
            throw Safetensors.TooShort(file.Length);
        file.Position = 0;
        Span<byte> prefix = stackalloc byte[Safetensors.LengthPrefix];
        file.ReadExactly(prefix);
        var json = new byte[Safetensors.HeaderLength(prefix, file.Length)];
        file.ReadExactly(json);
        SafetensorsHeader header = SafetensorsHeader.Parse(json);
        long dataStart = Safetensors.LengthPrefix + json.Length;
        header.RequireExactCover(file.Length - dataStart);

        var tensors = new List<TensorDescription>(header.Entries.Count);
        foreach (SafetensorsEntry entry in header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            long offset = dataStart + entry.Begin, bytes = entry.End - entry.Begin;
            TensorStatistics? values = statistics ? Summarise(file, entry.Type, offset, bytes) : null;
            tensors.Add(new TensorDescription(entry.Name, entry.Type, entry.Shape, offset, bytes, values));
        }

        return new SafetensorsContents(json.Length, file.Length - dataStart, tensors, header.Metadata);
    }

    private static TensorStatistics? Summarise(Stream file, string type, long offset, long bytes)
    {
        if (bytes == 0 || type is not (nameof(TensorType.F32) or nameof(TensorType.F64)))
            return null;
        file.Position = offset;
        var block = new byte[Math.Min(bytes, BlockBytes)];
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity, sum = 0;
        long finite = 0, others = 0;
        for (long left = bytes; left > 0; left -= block.Length)
        {
            Span<byte> data = block.AsSpan(0, (int)Math.Min(left, block.Length));
            file.ReadExactly(data);
            IEnumerable<double> values = type == nameof(TensorType.F64) ? SafetensorsValues.Doubles(data) : SafetensorsValues.Singles(data).Select(value => (double)value);
            foreach (double value in values)
            {
                if (!double.IsFinite(value))
                {
                    others++;
                    continue;
                }

                finite++;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
                sum += value;
            }
        }

        return finite == 0 ? new TensorStatistics(double.NaN, double.NaN, double.NaN, others) : new TensorStatistics(least, greatest, sum / finite, others);
    }
}
