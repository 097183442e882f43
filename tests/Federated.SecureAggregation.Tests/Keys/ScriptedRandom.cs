using System.Security.Cryptography;

namespace Federated.SecureAggregation.Tests.Keys;

/// <summary>A random source that gives exactly these bytes.</summary>
internal sealed class ScriptedRandom(byte[] script) : RandomNumberGenerator
{
    private int _at;

    public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

    public override void GetBytes(Span<byte> data)
    {
        script.AsSpan(_at, data.Length).CopyTo(data);
        _at += data.Length;
    }
}
