using System.Numerics;
using System.Security.Cryptography;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.SecretSharing;

/// <summary>
/// Arithmetic modulo the order of P-256: private keys and seeds are already elements. Big integers leave copies on the heap that cannot be zeroed; they
/// live for the length of one call.
/// </summary>
internal static class PrimeField
{
    public static BigInteger Reduce(BigInteger value)
    {
        BigInteger remainder = value % SecretScalar.Order;
        return remainder.Sign < 0 ? remainder + SecretScalar.Order : remainder;
    }

    public static bool IsElement(ReadOnlySpan<byte> bigEndian) => Read(bigEndian) < SecretScalar.Order;

    public static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, SecretScalar.Order - 2, SecretScalar.Order);

    public static BigInteger Draw(RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        BigInteger drawn;
        do
        {
            random.GetBytes(bytes);
            drawn = Read(bytes);
        }
        while (drawn >= SecretScalar.Order);

        CryptographicOperations.ZeroMemory(bytes);
        return drawn;
    }

    public static BigInteger Read(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);

    public static void Write(BigInteger element, Span<byte> bigEndian)
    {
        bigEndian.Clear();
        int size = element.GetByteCount(isUnsigned: true);
        element.TryWriteBytes(bigEndian[^size..], out _, isUnsigned: true, isBigEndian: true);
    }
}
