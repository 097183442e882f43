using System.Buffers.Binary;

namespace Federated.Learning.State;

/// <summary>Values from little-endian bytes, on machines of either order.</summary>
internal static class SafetensorsValues
{
    public static float[] Singles(ReadOnlySpan<byte> data)
    {
        var values = new float[data.Length / sizeof(float)];
        for (int index = 0; index < values.Length; index++)
            values[index] = BinaryPrimitives.ReadSingleLittleEndian(data[(index * sizeof(float))..]);
        return values;
    }

    public static double[] Doubles(ReadOnlySpan<byte> data)
    {
        var values = new double[data.Length / sizeof(double)];
        for (int index = 0; index < values.Length; index++)
            values[index] = BinaryPrimitives.ReadDoubleLittleEndian(data[(index * sizeof(double))..]);
        return values;
    }
}
