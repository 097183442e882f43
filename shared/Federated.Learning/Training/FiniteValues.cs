namespace Federated.Learning.Training;

/// <summary>Search for NaN and infinities.</summary>
internal static class FiniteValues
{
    /// <summary>Index of the first NaN or infinity, −1 when all are finite.</summary>
    public static int IndexOfNonFinite(this ReadOnlySpan<float> values)
    {
        if (values.IsEmpty || TensorPrimitives.IsFiniteAll(values))
            return -1;
        int index = 0;
        while (float.IsFinite(values[index]))
            index++;
        return index;
    }
}
