using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Federated.Privacy.Noise;

/// <summary>64-bit words of a cryptographic source, fetched many at a time and wiped at the end. Not for two threads at once.</summary>
internal sealed class RandomWords : IDisposable
{
    private const int Batch = 2048;
    private readonly RandomNumberGenerator _random;
    private readonly ulong[] _words;
    private int _next;

    public RandomWords(RandomNumberGenerator random, int batch = Batch)
    {
        ArgumentNullException.ThrowIfNull(random);
        _random = random;
        _words = GC.AllocateUninitializedArray<ulong>(batch, pinned: true);
        _next = batch;
    }

    /// <summary>The next word.</summary>
    public ulong Next()
    {
        if (_next == _words.Length)
        {
            _random.GetBytes(MemoryMarshal.AsBytes(_words.AsSpan()));
            _next = 0;
        }

        return _words[_next++];
    }

    /// <summary>Wipes what was fetched.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words.AsSpan()));
}
