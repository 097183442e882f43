namespace Federated.ClientNode.Data;

/// <summary>A set of 64-bit hashes in one flat array: 8 bytes a place, at most three of four places taken, so 10.7 to 21.3 bytes a key.</summary>
internal sealed class DistinctKeys
{
    private ulong[] _places = new ulong[1 << 10];
    private int _count;
    private bool _hasZero;

    /// <summary>Adds a key.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong key)
    {
        if (key == 0)
        {
            var isNew = !_hasZero;
            _hasZero = true;
            return isNew;
        }
        if (_count >= _places.Length / 4 * 3)
            Grow();
        if (!TryPlace(_places, key))
            return false;
        _count++;
        return true;
    }

    // Keys are hashes, so that their own bits say where they go.
    private static bool TryPlace(ulong[] places, ulong key)
    {
        var mask = places.Length - 1;
        for (var at = (int)key & mask; ; at = (at + 1) & mask)
        {
            if (places[at] == key)
                return false;
            if (places[at] != 0)
                continue;
            places[at] = key;
            return true;
        }
    }

    private void Grow()
    {
        var places = new ulong[_places.Length * 2];
        foreach (var key in _places)
        {
            if (key != 0)
                TryPlace(places, key);
        }
        _places = places;
    }
}
