namespace Federated.Tasks.TwoClass;

/// <summary>Missing values of raw rows as a finite number that no field can hold, for whatever takes finite rows only.</summary>
internal static class MissingMark
{
    private const float Mark = float.MinValue;

    public static float[] Put(float[] features)
    {
        foreach (ref float value in features.AsSpan())
            value = float.IsNaN(value) ? Mark : value;
        return features;
    }

    public static float[] Take(ReadOnlySpan<float> encoded)
    {
        float[] features = encoded.ToArray();
        foreach (ref float value in features.AsSpan())
            value = value == Mark ? float.NaN : value;
        return features;
    }
}
