using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federated.Tasks.Schema;

/// <summary>
/// Splits customers, not rows, into training and test. A row's key is the first 64 bits of SHA-256 over a salt and the customer's id; the
/// row is a test row when its key, read as a fraction of 2^64, is below the test fraction. So every row of one customer falls on one
/// side, on every run, in every order, and a customer of two partners falls on the same side at both. Without an id the whole row takes its
/// place: equal rows stay together. The salt is the job's, so that keys of different jobs cannot be linked.
/// </summary>
public static class TrainTestSplit
{
    private const byte IdKind = 1;
    private const byte RowKind = 2;

    /// <summary>The key of a customer.</summary>
    /// <param name="salt">The job's salt.</param>
    /// <param name="id">The id as UTF-8.</param>
    public static ulong KeyOfId(string salt, ReadOnlySpan<byte> id) => Key(salt, IdKind, id);

    /// <summary>The key of a row that has no id.</summary>
    /// <param name="salt">The job's salt.</param>
    /// <param name="row">The row's canonical bytes: equal rows must give equal bytes, different rows different ones.</param>
    public static ulong KeyOfRow(string salt, ReadOnlySpan<byte> row) => Key(salt, RowKind, row);

    /// <summary>Whether a row with this key is a test row.</summary>
    /// <param name="splitKey">From <see cref="KeyOfId"/> or <see cref="KeyOfRow"/>.</param>
    /// <param name="testFraction">In (0, 1).</param>
    public static bool IsTest(ulong splitKey, double testFraction)
    {
        if (testFraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The test fraction lies in (0, 1).");
        return Fraction(splitKey) < testFraction;
    }

    /// <summary>The part that a row with this key belongs to. Of the customers that are not held out, the validation fraction is set aside for choosing.</summary>
    /// <param name="splitKey">From <see cref="KeyOfId"/> or <see cref="KeyOfRow"/>.</param>
    /// <param name="testFraction">In (0, 1).</param>
    /// <param name="validationFraction">Share of the customers not held out, in [0, 1).</param>
    public static RowPart PartOf(ulong splitKey, double testFraction, double validationFraction)
    {
        if (validationFraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, "The validation fraction lies in [0, 1).");
        if (IsTest(splitKey, testFraction))
            return RowPart.Test;
        return Fraction(splitKey) < testFraction + (validationFraction * (1 - testFraction)) ? RowPart.Validation : RowPart.Training;
    }

    /// <summary>The rows of one part, in their order; may be empty.</summary>
    /// <param name="table">The table to take them from.</param>
    /// <param name="part">Which rows.</param>
    /// <param name="testFraction">In (0, 1).</param>
    /// <param name="validationFraction">Share of the customers not held out, in [0, 1).</param>
    public static LocalTable Part(LocalTable table, RowPart part, double testFraction, double validationFraction)
    {
        List<int> rows = [];
        for (int row = 0; row < table.RowCount; row++)
        {
            if (PartOf(table.SplitKeys[row], testFraction, validationFraction) == part)
                rows.Add(row);
        }

        return table.Select([.. rows]);
    }

    /// <summary>Both sides as tables, each in the order of the rows; a side may be empty when there are few customers.</summary>
    /// <param name="table">The table to split.</param>
    /// <param name="testFraction">In (0, 1).</param>
    public static (LocalTable Training, LocalTable Test) Split(LocalTable table, double testFraction)
    {
        List<int> training = [], test = [];
        for (int row = 0; row < table.RowCount; row++)
            (IsTest(table.SplitKeys[row], testFraction) ? test : training).Add(row);
        return (table.Select([.. training]), table.Select([.. test]));
    }

    private static double Fraction(ulong splitKey) => (splitKey >> 11) * (1.0 / (1UL << 53));

    /// <summary>SHA-256 over: "federated/split/1", kind, length of the salt (32 bits, big endian), salt, content.</summary>
    private static ulong Key(string salt, byte kind, ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> domain = "federated/split/1"u8;
        int saltLength = Encoding.UTF8.GetByteCount(salt);
        int length = domain.Length + 1 + sizeof(int) + saltLength + content.Length;
        Span<byte> input = length <= 1024 ? stackalloc byte[length] : new byte[length];
        domain.CopyTo(input);
        input[domain.Length] = kind;
        Span<byte> rest = input[(domain.Length + 1)..];
        BinaryPrimitives.WriteInt32BigEndian(rest, saltLength);
        Encoding.UTF8.GetBytes(salt, rest[sizeof(int)..]);
        content.CopyTo(rest[(sizeof(int) + saltLength)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
