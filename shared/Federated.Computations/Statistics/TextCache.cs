namespace Federated.Computations.Statistics;

/// <summary>Remembers what was computed of a text, as columns repeat their texts; forgets all when it holds 2¹⁶, so that no column fills the memory.</summary>
internal sealed class TextCache<T>(Func<string, T> compute)
{
    private const int Most = 1 << 16;

    private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);

    public T this[string text]
    {
        get
        {
            if (_known.TryGetValue(text, out T? value))
                return value;
            if (_known.Count == Most)
                _known.Clear();
            return _known[text] = compute(text);
        }
    }
}
