namespace Federated.Learning.Factorization;

/// <summary>Checks of one user's items at the entrance of a recommender.</summary>
internal static class ItemChecks
{
    public static void Check(ReadOnlySpan<int> items, ReadOnlySpan<float> values, int count)
    {
        if (!values.IsEmpty && values.Length != items.Length)
            throw new ArgumentException($"{values.Length} values were given for {items.Length} items.", nameof(values));
        for (int index = 0; index < items.Length; index++)
        {
            if ((uint)items[index] >= (uint)count)
                throw new ArgumentException($"Item {items[index]} at place {index} is unknown; items run from 0 to {count - 1}.", nameof(items));
            if (!values.IsEmpty && !float.IsFinite(values[index]))
                throw new ArgumentException($"The value of item {items[index]} is {values[index]}; values are finite.", nameof(values));
        }
    }
}
