namespace Federated.Tasks.Text;

/// <summary>
/// The hash of a feature: FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923) over a byte for its kind and three bytes a code point, least first, then the
/// finaliser of MurmurHash3, which spreads every bit over all. The bucket is its low bits and the sign its highest (Weinberger et al. 2009): part of the
/// format of a model, so it never changes.
/// </summary>
internal struct GramHash
{
    private ulong _state;

    private GramHash(ulong state) => _state = state;

    public static GramHash Start(byte kind) => new((0xCBF29CE484222325 ^ kind) * 0x100000001B3);

    /// <summary>Takes in a code point, or a number from 0x110000 that stands for a boundary.</summary>
    public void Add(int code)
    {
        for (int shift = 0; shift < 24; shift += 8)
            _state = (_state ^ (byte)(code >> shift)) * 0x100000001B3;
    }

    public readonly ulong Finish()
    {
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCD;
        mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53;
        return mixed ^ (mixed >> 33);
    }
}
