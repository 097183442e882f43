using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Peers;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Ring;

namespace Federated.Benchmarks.SecureSums;

/// <summary>Measures masks against the keystream that they are of, in turns on one thread.</summary>
internal static class MaskSpeed
{
    private const int Runs = 61;
    private const int MostMasks = 64;

    // Short runs: most of them are then over before another program takes the core.
    private const int MostValues = 65_536;

    /// <exception cref="PeerException">The processor has no AES instructions, or masks that were added and taken away again leave something behind.</exception>
    public static MaskFigures Measure(SumShape shape)
    {
        if (!BareKeystream.IsSupported)
            throw new PeerException("this processor has no AES instructions: there is no bare keystream to compare masks with");
        int masks = Math.Min(shape.Members, MostMasks);
        var vector = new RingWords(SumConsortium.RingOf(shape), Math.Min(shape.Values, MostValues));
        MaskTerm[] adding = [.. Enumerable.Range(0, masks).Select(_ => new MaskTerm(new SecretBytes(RandomNumberGenerator.GetBytes(SecretBytes.Length)), Adds: true))];
        MaskTerm[] removing = [.. adding.Select(term => term with { Adds = false })];
        long bytes = (long)masks * vector.Length * vector.Modulus.WordBytes;
        Vector128<byte>[] keys = [.. Enumerable.Range(0, AesKeystream.RoundKeys).Select(_ => Vector128.Create(RandomNumberGenerator.GetBytes(Vector128<byte>.Count)))];

        var masked = new List<double>();
        var bare = new List<double>();
        for (int run = 0; run <= Runs; run++)
        {
            double addition = Seconds(() => Apply(vector, run % 2 == 0 ? adding : removing));
            double keystream = Seconds(() => GC.KeepAlive(BareKeystream.Run(keys, bytes)));
            // The first of each is the warm-up.
            if (run > 0)
            {
                masked.Add(bytes / addition / 1e9);
                bare.Add(bytes / keystream / 1e9);
            }
        }

        for (int element = 0; element < vector.Length; element++)
        {
            if (vector[element] != 0)
                throw new PeerException($"element {element} is not zero after as many masks were taken away as were added");
        }

        foreach (MaskTerm term in adding)
            term.Key.Dispose();
        return new MaskFigures(Spread.Of(masked), Spread.Of(bare));
    }

    private static void Apply(RingWords vector, MaskTerm[] terms)
    {
        using var masks = new MaskStream(terms);
        int perChunk = MaskStream.WordsPerChunk(vector.Modulus);
        for (int chunk = 0; chunk < MaskStream.ChunksOf(vector); chunk++)
        {
            int first = chunk * perChunk, count = Math.Min(perChunk, vector.Length - first);
            if (vector.IsNarrow)
                masks.Apply(chunk, vector.Slice<uint>(first, count));
            else
                masks.Apply(chunk, vector.Slice<ulong>(first, count));
        }
    }

    private static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
