using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// A public key: a point on P-256 in its raw 65-byte uncompressed form, the only form on the wire. Compressed points, the point at infinity, coordinates
/// not below p and points off the curve do not parse.
/// </summary>
public sealed class PublicPoint : IEquatable<PublicPoint>
{
    /// <summary>The size in bytes: 0x04, x, y.</summary>
    public const int Length = 65;

    private static readonly BigInteger FieldPrime = Hexadecimal("0FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    private static readonly BigInteger CurveB = Hexadecimal("05AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");
    private readonly byte[] _bytes;
    private readonly Lazy<ECDsa> _verifier;

    /// <param name="uncompressed">65 bytes: 0x04, x and y big-endian.</param>
    /// <exception cref="ProtocolViolationException">These bytes are not a point of P-256 in this form.</exception>
    public PublicPoint(ReadOnlySpan<byte> uncompressed)
    {
        if (uncompressed.Length != Length || uncompressed[0] != 4 || !IsOnCurve(uncompressed[1..33], uncompressed[33..]))
        {
            throw new ProtocolViolationException(
                ViolationCode.MalformedKey, "A public key is not a point of P-256 in its 65-byte uncompressed form. Send 0x04 followed by x and y.");
        }

        _bytes = uncompressed.ToArray();
        _verifier = new Lazy<ECDsa>(() => ECDsa.Create(ToParameters()));
    }

    /// <summary>The 65 bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <inheritdoc/>
    public bool Equals(PublicPoint? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicPoint);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes, 1);

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(_bytes);

    /// <summary>Whether a signature under this key is that of a message. The platform takes longer to import a key than to verify with it, so it is imported once.</summary>
    internal bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        ECDsa key = _verifier.Value;
        lock (key)
        {
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    internal static PublicPoint From(ECPoint point) => new([4, .. point.X!, .. point.Y!]);

    internal ECParameters ToParameters() => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = _bytes[1..33], Y = _bytes[33..] },
    };

    private static bool IsOnCurve(ReadOnlySpan<byte> bigEndianX, ReadOnlySpan<byte> bigEndianY)
    {
        BigInteger x = new(bigEndianX, isUnsigned: true, isBigEndian: true);
        BigInteger y = new(bigEndianY, isUnsigned: true, isBigEndian: true);
        return x < FieldPrime && y < FieldPrime && ((y * y) - ((x * x * x) - (3 * x) + CurveB)) % FieldPrime == 0;
    }

    private static BigInteger Hexadecimal(string digits) => BigInteger.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
